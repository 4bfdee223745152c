from flask import Flask, jsonify, request
from markupsafe import escape
from werkzeug.exceptions import BadRequestKeyError

app = Flask(__name__)


@app.errorhandler(BadRequestKeyError)
def no_such_field(error):
    return jsonify(error=f"field '{error.args[0]}' is required"), 400


@app.post("/login")
def login():
    return f"Username: {escape(request.form['username'])}, Password: {escape(request.form['password'])}"


@app.post("/api/login")
def api_login():
    return jsonify(username=request.json["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args["q"], page=request.args.get("page", 1, type=int))
