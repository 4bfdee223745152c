from flask import Flask
from werkzeug.exceptions import HTTPException

from app.views import api


def create_app():
    application = Flask(__name__)
    application.register_blueprint(api, url_prefix="/notes")
    application.register_error_handler(HTTPException, error_page)
    return application


def error_page(problem):
    return {"message": problem.description}, problem.code
