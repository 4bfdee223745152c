from threading import Thread

from flask import Blueprint, abort, jsonify, make_response, request
from upstream import UnknownSymbol, fetch_quote

bp = Blueprint("prices", __name__)


class QuoteThread(Thread):
    def __init__(self, symbol):
        super().__init__(daemon=True)
        self.symbol = symbol
        self.price = None
        self.error = None

    def run(self):
        try:
            self.price = fetch_quote(self.symbol)
        except UnknownSymbol as error:
            self.error = error


@bp.get("/quotes")
def quotes():
    threads = [QuoteThread(s) for s in request.args["symbols"].split(",")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for thread in threads:
        if thread.error is not None:
            abort(make_response(jsonify(error="unknown symbol", symbol=thread.symbol), 404))
    return {thread.symbol: thread.price for thread in threads}
