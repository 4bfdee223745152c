from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from service.views import Views

app = FastAPI()
app.include_router(Views().router)


@app.exception_handler(RequestValidationError)
def bad_request(_request, error):
    return JSONResponse({"problems": [one["msg"] for one in error.errors()]}, status_code=400)
