from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

import home
from things import router

app = FastAPI()
app.include_router(home.router)


@app.exception_handler(RequestValidationError)
def bad(request, error):
    return JSONResponse({"error": "bad input"}, status_code=400)


app.include_router(router, prefix="/items")
