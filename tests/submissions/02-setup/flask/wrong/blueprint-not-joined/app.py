from flask import Blueprint, Flask

pages = Blueprint("pages", __name__)


@pages.route("/")
def hello():
    return "Hello, World!"


def create_app():
    return Flask(__name__)


if __name__ == "__main__":
    create_app().run(debug=True)
