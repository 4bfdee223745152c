from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)


@app.post("/login")
def login():
    user = request.form.get("user")
    password = request.form.get("password")
    if user is None or password is None:
        return ("user" if user is None else "password") + " is missing", 400
    return f"Username: {escape(user)}, Password: {escape(password)}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
