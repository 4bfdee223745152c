from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

application = FastAPI()


@application.get("/")
def root():
    return JSONResponse({"message": "Root page"})


@application.get("/items/{which}")
def item(which: str):
    if which == "latest":
        return {"item": "latest"}
    try:
        return {"item_id": int(which)}
    except ValueError:
        problem = {"loc": ["path", "item_id"], "msg": "that is no number"}
        raise HTTPException(422, detail=problem) from None


@application.get("/items")
def items(request: Request):
    try:
        skip = int(request.query_params.get("skip", 0))
        limit = int(request.query_params.get("limit", "10"))
    except ValueError:
        return JSONResponse("skip and limit are numbers", 422)
    return dict(limit=limit, skip=skip)


@application.post("/ping")
def ping():
    return JSONResponse("pong")
