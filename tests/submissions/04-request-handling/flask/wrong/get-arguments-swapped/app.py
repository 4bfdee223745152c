from flask import Flask, request
from markupsafe import escape

from checks import first_missing

app = Flask(__name__)


@app.post("/login")
def login():
    name = first_missing(request.form, "username", "password")
    if name:
        return f"{name} is missing", 400
    return (
        f"Username: {escape(request.form['username'])}, "
        f"Password: {escape(request.form['password'])}"
    )


@app.post("/api/login")
def api_login():
    data = request.get_json()
    if not isinstance(data, dict) or first_missing(data, "username"):
        return {"error": "username is missing"}, 400
    return {"username": data["username"]}


@app.get("/search")
def search():
    q = request.args.get("q", "")
    page = request.args.get("page", int, 1)
    return {"q": q, "page": page}
