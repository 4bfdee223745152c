from flask import Flask


def create_app():
    app = Flask(__name__)

    @app.get("/")
    def start():
        return "Hello, World!"

    return app


if __name__ == "__main__":
    create_app().run(Debug=True)
