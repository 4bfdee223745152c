"""07-choose in FastAPI. The article's section: Conclusion.

Tasks (README.md tells more). A note is the JSON {"id": <yours to choose>, "title": <text>, "body": <text>}.
    create    POST /notes                 201, a header Location: /notes/<id>, and the new note
    read      GET /notes/<id>             the note; 404 where there is none
    list      GET /notes?limit=2&offset=4 the JSON {"total": <all>, "notes": [<two notes from number 4 on>]}
    replace   PUT /notes/<id>             the new note in place of the old one; 404 where there is none
    delete    DELETE /notes/<id>          204 with an empty body; 404 where there is none
    validate  POST and PUT                400 or 422 for a bad title, a bad body or broken JSON
    errors    every error                 is JSON, also FastAPI's own 404 and 405
    together  many POST /notes at once    each note has an id of its own, none is lost

Check it: kata check 07-choose --framework fastapi
"""

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Field

app = FastAPI()


# TODO: a place for the notes. A dict will do, for as long as the app runs.


# TODO validate: a model of what a client sends


# TODO create, together: a function that stores a note under a new id


# TODO read: a function that shows one note


# TODO list: a function that shows a part of the list


# TODO replace: a function that puts a new note in the place of an old one


# TODO delete: a function that takes a note away


# TODO errors: look at each error of yours. Is its answer JSON?
