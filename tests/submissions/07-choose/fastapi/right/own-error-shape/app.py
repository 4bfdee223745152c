from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from service.views import Views

app = FastAPI()
app.include_router(Views().router)


@app.exception_handler(RequestValidationError)
def bad_request(_request, error):
    problems = [{"loc": list(one["loc"][1:]), "msg": one["msg"]} for one in error.errors()]
    return JSONResponse(jsonable_encoder({"problems": problems}), status_code=400)
