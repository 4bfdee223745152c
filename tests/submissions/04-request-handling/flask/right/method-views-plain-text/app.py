import json

from flask import Flask, Response, request
from flask.views import MethodView

app = Flask(__name__)


class Login(MethodView):
    def post(self):
        user = request.values.get("username")
        secret = request.values.get("password")
        if user is None:
            return Response("Missing: username", 400, mimetype="text/plain")
        if secret is None:
            return Response("Missing: password", 400, mimetype="text/plain")
        return Response(f"Username: {user}, Password: {secret}\n", mimetype="text/plain")


class ApiLogin(MethodView):
    def post(self):
        if request.mimetype != "application/json":
            return Response("JSON only", 415)
        try:
            data = json.loads(request.get_data())
        except ValueError:
            return Response("broken", 422)
        body = json.dumps({"username": data["username"]}, ensure_ascii=False, indent=2)
        return Response(body, content_type="application/json; charset=utf-8")


class Search(MethodView):
    def get(self):
        try:
            page = int(request.args.get("page", 1))
        except ValueError:
            page = 1
        return {"q": request.args.get("q"), "page": page}


app.add_url_rule("/login", view_func=Login.as_view("login"))
app.add_url_rule("/api/login", view_func=ApiLogin.as_view("api_login"))
app.add_url_rule("/search", view_func=Search.as_view("search"))
