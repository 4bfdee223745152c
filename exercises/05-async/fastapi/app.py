"""05-async in FastAPI. The article's section: Best Practices, Performance Optimization in FastAPI.

Tasks (README.md tells more):
    async       GET /async                  waits a second: the JSON {"message": "Async operation completed"}
    concurrent  GET /async, twenty at once  they wait together, and GET /ping answers meanwhile
    gather      GET /quotes?symbols=A,B,C   the JSON {"A": <price>, ...}: all asked at once; 404 for an unknown one
    blocking    GET /report                 what slow_report() returns; GET /ping answers meanwhile

Check it: kata check 05-async --framework fastapi
"""

from fastapi import FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


# TODO async, concurrent: a function that waits for a second, and lets others go on meanwhile


# TODO gather: a function that asks for all the prices at the same time


# TODO blocking: a function that calls slow_report(), and lets others go on meanwhile
