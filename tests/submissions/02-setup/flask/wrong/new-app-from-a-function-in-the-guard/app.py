from flask import Flask

site = Flask(__name__)


@site.get("/")
def start():
    return "Hello, World!"


def fresh():
    return Flask(__name__)


if __name__ == "__main__":
    site = fresh()
    site.run(debug=True)
