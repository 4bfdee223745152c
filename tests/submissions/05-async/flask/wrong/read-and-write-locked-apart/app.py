from flask import Flask

from counter import Counter
from prices import bp as prices_bp
from waiting import bp as waiting_bp


def create_app():
    app = Flask(__name__)
    counter = Counter()
    app.register_blueprint(waiting_bp)
    app.register_blueprint(prices_bp)

    @app.post("/hits")
    def add():
        counter.increment()
        return {}, 200

    @app.get("/hits")
    def show():
        return {"hits": counter.value()}

    return app
