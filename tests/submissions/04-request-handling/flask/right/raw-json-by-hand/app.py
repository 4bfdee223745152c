import json
from urllib.parse import parse_qs

from flask import Flask, Response, request
from markupsafe import Markup

app = Flask(__name__)


def missing(name):
    return Response(f"{name}?", status=400, content_type="text/plain")


@app.post("/login")
def login():
    sent = parse_qs(request.get_data(cache=False, as_text=True))
    for name in ("username", "password"):
        if name not in sent:
            return missing(name)
    return Markup("Username: {}, Password: {}").format(sent["username"][0], sent["password"][0])


@app.post("/api/login")
def api_login():
    if request.content_type.partition(";")[0] != "application/json":
        return Response(status=415)
    try:
        data = json.loads(request.data)
    except json.JSONDecodeError as error:
        return {"broken": error.msg}, 400
    return {"username": data.get("username")}


@app.get("/search")
def search():
    page = request.args.get("page", default="1")
    return {"page": int(page) if page.isdecimal() else 1, "q": request.args["q"]}
