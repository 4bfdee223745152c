from flask import Flask


def create_app(settings):
    app = Flask(__name__)
    app.config.update(settings)

    @app.route("/")
    def hello():
        return "Hello, World!"

    return app


if __name__ == "__main__":
    create_app({}).run(debug=True)
