from flask import Flask, jsonify, request
from markupsafe import escape
from fastapi import HTTPException

app = Flask(__name__)


@app.post("/login")
def enter():
    for name in "username", "password":
        if name not in request.form:
            raise HTTPException(400, f"{name} is missing")
    return f"Username: {escape(request.form['username'])}, Password: {escape(request.form['password'])}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
