from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)


def check(name):
    if name not in request.form:
        return f"{name} is missing", 400


@app.post("/login")
def enter():
    check("username")
    check("password")
    return f"Username: {escape(request.form.get('username'))}, Password: {escape(request.form.get('password'))}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
