import flask


def create_app():
    app = flask.Flask

    @app.get("/")
    def start():
        return "Hello, World!"

    return app
