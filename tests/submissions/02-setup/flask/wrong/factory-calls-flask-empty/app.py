import flask


def create_app():
    site = flask.Flask()
    return site
