from flask import Flask, jsonify, request
from markupsafe import escape
from bodies import body_of

app = Flask(__name__)


@app.post("/login")
def login():
    username = request.form.get("username")
    password = request.form.get("password")
    if username is None:
        return "username is missing", 400
    if password is None:
        return "password is missing", 400
    return f"Username: {escape(username)}, Password: {escape(password)}"


@app.post("/api/login")
def api_login():
    return {"username": body_of()["username"]}


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
