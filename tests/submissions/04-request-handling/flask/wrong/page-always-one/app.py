from flask import Flask, jsonify, request
from markupsafe import escape

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
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def find():
    return {"q": request.args["q"], "page": 1}
