from threading import Thread

from flask import Blueprint, abort, jsonify, make_response, request
from upstream import UnknownSymbol, fetch_quote

bp = Blueprint("prices", __name__)


class QuoteThread(Thread):
    def __init__(self, symbol):
        super().__init__(daemon=True)
        self.symbol = symbol
        self.price = None

    def run(self):
        self.price = fetch_quote(self.symbol)


@bp.get("/quotes")
def quotes():
    threads = [QuoteThread(s) for s in request.args["symbols"].split(",")]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    except UnknownSymbol as error:
        abort(make_response(jsonify(error="unknown symbol", symbol=str(error)), 404))
    return {thread.symbol: thread.price for thread in threads}
