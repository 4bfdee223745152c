"""04-request-handling in Flask. The article's section: Common Practices, Request Handling in Flask.

Tasks (README.md tells more):
    form     POST /login             a form; the text "Username: <username>, Password: <password>"
    missing  POST /login             without one of the two: 400, and the answer names the missing one alone
    escape   POST /login             HTML in the username is shown as text
    json     POST /api/login         a JSON object; the JSON {"username": <username>}, without the password;
                                     another content type is 415, broken JSON is 400
    query    GET /search?q=tea       the JSON {"q": "tea", "page": 1}; &page=3 is the number 3
    method   GET /login              405

Check it: kata check 04-request-handling --framework flask
"""

from flask import Flask, request

app = Flask(__name__)


# TODO form, missing, escape, method: a view for /login that answers POST alone and reads a form


# TODO json: a view for /api/login that reads JSON


# TODO query: a view for /search that reads q and page from the query
