from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def sign_in():
    user = request.args.get("username")
    word = request.args.get("password")
    if not user:
        return {"error": "no username"}, 400
    if not word:
        return {"error": "no password"}, 400
    return f"Username: {escape(user)}, Password: {escape(word)}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
