from flask import Blueprint

pages = Blueprint("pages", __name__)


@pages.route("/")
def index():
    return "Hello, World!"
