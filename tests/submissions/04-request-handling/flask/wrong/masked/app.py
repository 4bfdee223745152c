from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.post("/login")
def login():
    username = request.form.get("username")
    password = request.form.get("password")
    if username is None:
        return "missing field: username", 400
    if password is None:
        return "missing field: password", 400
    hidden = "*" * len(password)
    return f"Username: {escape(username)}, Password: {hidden}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    if not isinstance(data, dict) or not isinstance(data.get("username"), str):
        return {"error": "username is missing"}, 400
    return {"username": data["username"]}


@app.get("/search")
def search():
    return {"q": request.args.get("q", ""), "page": request.args.get("page", 1, type=int)}
