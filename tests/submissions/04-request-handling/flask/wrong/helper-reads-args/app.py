from flask import Flask, jsonify, request
from markupsafe import escape
from reading import take

app = Flask(__name__)


@app.post("/login")
def enter():
    user, word = take("username"), take("password")
    if not user:
        return "No username", 400
    if not word:
        return "No password", 400
    return f"Username: {escape(user)}, Password: {escape(word)}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
