"""03-routing in FastAPI. The article's section: Common Practices, Routing in FastAPI.

Tasks (README.md tells more):
    root    GET /                  the JSON {"message": "Root page"}
    item    GET /items/{item_id}   the JSON {"item_id": <number>}
    typed   GET /items/abc         422, naming the path's item_id
    order   GET /items/latest      the JSON {"item": "latest"}
    query   GET /items             the JSON {"skip": 0, "limit": 10}, or what ?skip=5&limit=2 says
    method  POST /ping             the JSON "pong"; GET /ping is 405

Check it: kata check 03-routing --framework fastapi
"""

from fastapi import FastAPI

app = FastAPI()


# TODO root: a function for /


# TODO item, typed: a function with a number in its path


# TODO order: a function for the fixed path /items/latest


# TODO query: a function for /items that reads skip and limit from the query


# TODO method: a function that answers POST alone
