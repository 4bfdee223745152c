from fastapi import FastAPI, Response

service = FastAPI()


@service.get("/")
def root() -> Response:
    return Response('{ "Hello" : "World" }\n', media_type="application/json; charset=utf-8")
