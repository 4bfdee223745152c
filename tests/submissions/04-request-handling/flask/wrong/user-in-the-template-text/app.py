from flask import Flask, jsonify, request
from flask import render_template_string

app = Flask(__name__)


@app.post("/login")
def enter():
    for name in "username", "password":
        if not request.form.get(name):
            return {"need": name}, 400
    user = request.form["username"]
    return render_template_string(f"Username: {user}, Password: " + "{{ p }}", p=request.form["password"])


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
