"""01-concepts in FastAPI. The article's section: Fundamental Concepts, What is FastAPI?

Tasks (README.md tells more):
    greet   GET /greet/{name}    the JSON {"message": "Hello, <name>!"}
    hints   GET /add?a=2&b=3     the JSON {"sum": 5}; a=two is 422, and so is a missing b
    schema  GET /openapi.json    describes /add: a and b are integers, and both are required
    docs    GET /docs, /redoc    Swagger UI and ReDoc; both show the schema of this app

Check it: kata check 01-concepts --framework fastapi
"""

from fastapi import FastAPI

app = FastAPI()


# TODO greet: a function with a variable in its path


# TODO hints, schema: a function for /add whose parameters have types
