from typing import NewType

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

Whole = NewType("Whole", int)


class Calculator:
    def add(self, a: Whole, b: Whole):
        return {"sum": a + b}

    async def greet(self, name: str):
        return {"message": f"Hello, {name}!"}


async def explain(request: Request, error: RequestValidationError):
    return JSONResponse({"problems": jsonable_encoder(error.errors())}, 422)


application = FastAPI(exception_handlers={RequestValidationError: explain})
application.add_middleware(CORSMiddleware, allow_origins=["*"])
calculator = Calculator()
application.add_api_route("/add", calculator.add)
application.add_api_route("/greet/{name}", calculator.greet)
