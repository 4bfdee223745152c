"""02-setup in FastAPI. The article's section: Usage Methods, Basic Setup in FastAPI.

Tasks (README.md tells more):
    home         GET / is the JSON {"Hello": "World"}
    import-safe  importing this file starts no server
    docs         /docs answers, and /openapi.json lists GET /

Check it: kata check 02-setup --framework fastapi
"""

from fastapi import FastAPI

app = FastAPI()


# TODO home: a function for /
