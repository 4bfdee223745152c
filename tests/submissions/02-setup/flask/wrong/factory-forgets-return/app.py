from flask import Flask


def create_app():
    app = Flask(__name__)

    @app.route("/")
    def hello():
        return "Hello, World!"


if __name__ == "__main__":
    create_app().run(debug=True)
