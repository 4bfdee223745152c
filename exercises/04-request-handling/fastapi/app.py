"""04-request-handling in FastAPI. The article's section: Common Practices, Request Handling in FastAPI.

Tasks (README.md tells more):
    body     POST /login        a JSON object; the JSON {"username": ..., "password": ...}
    missing  POST /login        without password: 422, naming the body's password
    model    POST /users        username, password, age; 201 and the JSON {"username": ..., "age": ...}
    invalid  POST /users        an age below 0, a username shorter than 3: 422, naming that field
    form     POST /login-form   a form; the JSON {"username": ...}
    header   GET /whoami        the header X-Token; the JSON {"token": ...}; without it 401 or 422

Check it: kata check 04-request-handling --framework fastapi
"""

from fastapi import Body, FastAPI

app = FastAPI()


# TODO body, missing: a function for /login that reads two values from a JSON body


# TODO model, invalid: a model of a new user, and a function for /users that takes one


# TODO form: a function for /login-form that reads a form


# TODO header: a function for /whoami that reads a header
