from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    form = request.form
    missing = next((f for f in ("username", "password") if f not in form), None)
    if missing is not None:
        return jsonify({"error": f"{missing} is required"}), 400
    return f"<p>Username: {escape(form['username'])}, Password: {escape(form['password'])}</p>"


@app.route("/api/login", methods=["POST"])
def api_login():
    try:
        data = request.get_json()
        username = data["username"]
    except Exception:
        return jsonify({"error": "invalid request"}), 400
    return jsonify({"username": username})


@app.route("/search", methods=["GET"])
def search():
    q = request.args.get("q", "")
    try:
        page = int(request.args.get("page", "1"))
    except ValueError:
        page = 1
    return jsonify({"q": q, "page": page})
