from flask import Flask, abort, jsonify, request
from markupsafe import escape

app = Flask(__name__)


@app.post("/login")
def login():
    form = request.form
    if "username" not in form or "password" not in form:
        abort(400)
    return f"Username: {escape(form['username'])}, Password: {escape(form['password'])}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
