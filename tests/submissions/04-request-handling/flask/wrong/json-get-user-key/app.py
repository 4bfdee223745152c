from flask import Flask, jsonify, request
from markupsafe import escape
from flask.views import MethodView

app = Flask(__name__)


class LoginView(MethodView):
    def post(self):
        username = request.form.get("username")
        password = request.form.get("password")
        if username is None:
            return "username is missing", 400
        if password is None:
            return "password is missing", 400
        return f"Username: {escape(username)}, Password: {escape(password)}"


class ApiLoginView(MethodView):
    def post(self):
        body = request.get_json()
        return {"username": body.get("user")}


class SearchView(MethodView):
    def get(self):
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))


app.add_url_rule("/login", view_func=LoginView.as_view("login"))
app.add_url_rule("/api/login", view_func=ApiLoginView.as_view("api_login"))
app.add_url_rule("/search", view_func=SearchView.as_view("search"))
