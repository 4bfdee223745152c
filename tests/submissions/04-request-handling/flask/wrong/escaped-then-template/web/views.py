from flask import Blueprint, jsonify, request
from markupsafe import escape
from flask import render_template_string

site = Blueprint("views", __name__)


@site.post("/login")
def enter():
    for name in "username", "password":
        if not request.form.get(name):
            return {"need": name}, 400
    user = str(escape(request.form["username"]))
    return render_template_string("Username: {{ u }}, Password: {{ p }}", u=user, p=request.form["password"])


@site.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@site.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
