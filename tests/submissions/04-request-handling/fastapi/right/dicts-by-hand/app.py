import json
from urllib.parse import parse_qs

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

app = FastAPI()


@app.post("/login")
async def login(payload: dict):
    gone = [name for name in ("username", "password") if name not in payload]
    if gone:
        raise HTTPException(422, [{"loc": ["body", name], "msg": "did not come"} for name in gone])
    return {"username": payload["username"], "password": payload["password"]}


@app.post("/users")
async def create(request: Request):
    user = json.loads(await request.body())
    if user["age"] < 0:
        raise HTTPException(400, "Age must not be below 0")
    if len(user["username"]) < 3:
        return JSONResponse({"field": "username", "why": "too short"}, 400)
    return JSONResponse({"age": user["age"], "username": user["username"]}, status_code=201)


@app.post("/login-form")
async def login_form(request: Request):
    form = parse_qs((await request.body()).decode())
    return {"username": form["username"][0]}


@app.get("/whoami")
async def whoami(request: Request):
    token = request.headers.get("x-token")
    if token is None:
        raise HTTPException(status_code=401, detail="no token")
    return {"token": token}
