from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


def find_missing(form):
    for field in ("username", "password"):
        if field not in form:
            return field
        return None


@app.post("/login")
def login():
    missing = find_missing(request.form)
    if missing:
        return f"Missing field: {missing}", 400
    username = escape(request.form.get("username"))
    password = escape(request.form.get("password"))
    return f"Username: {username}, Password: {password}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return {"username": data.get("username")}


@app.get("/search")
def search():
    return {"q": request.args.get("q", ""), "page": request.args.get("page", 1, type=int)}
