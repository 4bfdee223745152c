from flask import Flask, jsonify, request
from markupsafe import escape
import httpx

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def sign_in():
    fields = httpx.form
    for key in ("username", "password"):
        if not fields.get(key):
            return f"{key}?", 400
    return f"Username: {escape(fields['username'])}, Password: {escape(fields['password'])}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
