from flask import Flask, jsonify

from .api import bp


def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp, url_prefix="/notes")

    @app.errorhandler(400)
    @app.errorhandler(404)
    @app.errorhandler(405)
    @app.errorhandler(422)
    def tell(problem):
        return jsonify(message=problem.description), problem.code

    return app
