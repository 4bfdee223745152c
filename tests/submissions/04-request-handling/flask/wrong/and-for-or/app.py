from flask import Flask, jsonify, request
from markupsafe import escape
from flask.views import MethodView

app = Flask(__name__)


class EnterView(MethodView):
    def post(self):
        user = request.form.get("username")
        word = request.form.get("password")
        if not user and not word:
            return "Give both", 400
        if not user:
            return "username is missing", 400
        return f"Username: {escape(user)}, Password: {escape(word)}"


class ApiLoginView(MethodView):
    def post(self):
        data = request.get_json()
        return jsonify(username=data["username"])


class SearchView(MethodView):
    def get(self):
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))


app.add_url_rule("/login", view_func=EnterView.as_view("enter"))
app.add_url_rule("/api/login", view_func=ApiLoginView.as_view("api_login"))
app.add_url_rule("/search", view_func=SearchView.as_view("search"))
