"""The counter lies in memory that all the workers share: it is made before they are forked."""

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from flask import Flask, request
from flask.views import MethodView
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)
counter = multiprocessing.get_context("fork").Value("i", 1000)
pool_size = 8


class Async(MethodView):
    def get(self):
        time.sleep(1.1)
        return {"message": "Async operation completed"}


class Quotes(MethodView):
    def get(self):
        with ThreadPoolExecutor(pool_size) as pool:
            futures = {pool.submit(fetch_quote, name): name for name in request.args["symbols"].split(",")}
            return {futures[future]: future.result() for future in as_completed(futures)}


class Hits(MethodView):
    def get(self):
        return {"hits": counter.value}

    def post(self):
        with counter.get_lock():
            counter.value += 1
        return {}


@app.errorhandler(UnknownSymbol)
def unknown(error):
    return {"detail": {"unknown symbol": str(error)}}, 404


app.add_url_rule("/async", view_func=Async.as_view("async"))
app.add_url_rule("/quotes", view_func=Quotes.as_view("quotes"))
app.add_url_rule("/hits", view_func=Hits.as_view("hits"))
