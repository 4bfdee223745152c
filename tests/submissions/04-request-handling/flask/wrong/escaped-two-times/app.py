import html

from flask import Flask, jsonify, render_template_string, request

app = Flask(__name__)


@app.post("/login")
def login():
    for name in ("username", "password"):
        if name not in request.form:
            return f"{name} is missing", 400
    user = html.escape(request.form["username"])
    return render_template_string("Username: {{ u }}, Password: {{ p }}", u=user, p=request.form["password"])


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
