from flask import Flask

site = Flask(__name__)


@site.get("/")
def start():
    return "Hello, World!"


if __name__ == "__main__":
    site.run(True)
