from flask import Flask

site = Flask(__name__)


@site.get("/")
def start():
    return "Hello, World!"


def serve():
    site.run(debug=True)


if __name__ == "__main__":
    serve
