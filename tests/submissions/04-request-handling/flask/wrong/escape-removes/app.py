from flask import Flask, jsonify, request
from flask.views import MethodView

app = Flask(__name__)


class EnterView(MethodView):
    def post(self):
        for name in "username", "password":
            if not request.form.get(name):
                return {"need": name}, 400
        user = request.form["username"].replace("<", "").replace(">", "")
        return f"Username: {user}, Password: {request.form['password']}"


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
