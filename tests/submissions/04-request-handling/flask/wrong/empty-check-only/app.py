from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)


@app.post("/login")
def enter():
    user = request.form.get("username")
    word = request.form.get("password")
    if user == "" or word == "":
        return "Something is empty", 400
    return f"Username: {escape(user)}, Password: {escape(word)}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
