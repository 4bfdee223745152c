"""04-request-handling in Flask: one right answer."""

from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    for field in ("username", "password"):
        if field not in request.form:
            return f"The field '{field}' is missing.", 400
    username = escape(request.form["username"])
    password = escape(request.form["password"])
    return f"Username: {username}, Password: {password}"


@app.post("/api/login")
def api_login():
    # get_json() answers 415 and 400 by itself. Any JSON may come, not only an object.
    data = request.get_json()
    if not isinstance(data, dict) or "username" not in data:
        return {"error": "'username' is missing."}, 400
    return {"username": data["username"]}


@app.get("/search")
def search():
    return {
        "q": request.args.get("q", ""),
        "page": request.args.get("page", default=1, type=int),
    }
