from flask import Flask, request
from markupsafe import Markup
from pydantic import BaseModel, ValidationError


class Credentials(BaseModel):
    username: str
    password: str


def refuse(error):
    return {"errors": error.errors(include_input=False, include_url=False)}, 422


def create_app():
    app = Flask(__name__)
    app.register_error_handler(ValidationError, refuse)

    @app.post("/login")
    def login():
        who = Credentials.model_validate(request.form.to_dict())
        return Markup("<p>Username: <b>{}</b>, Password: {}</p>").format(who.username, who.password)

    @app.post("/api/login")
    def api_login():
        who = Credentials.model_validate(request.get_json())
        return who.model_dump(include={"username"})

    @app.get("/search")
    def search():
        return {"q": request.args.get("q", ""), "page": request.args.get("page", 1, int)}

    return app
