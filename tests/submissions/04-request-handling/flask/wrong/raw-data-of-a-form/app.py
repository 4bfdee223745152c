from flask import Flask, jsonify, request
from markupsafe import escape
from urllib.parse import parse_qs

app = Flask(__name__)


@app.post("/login")
def enter():
    raw = request.data.decode()
    fields = parse_qs(raw)
    if "username" not in fields:
        return "Where is the username?", 400
    if "password" not in fields:
        return "Where is the password?", 400
    return f"Username: {escape(fields['username'][0])}, Password: {escape(fields['password'][0])}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
