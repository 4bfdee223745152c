from flask import Flask


def create_app():
    site = Flask(__name__)

    @site.get("/")
    def welcome():
        return "Hello, World!"

    return site


if __name__ == "__main__":
    create_app().run(debug=True)
