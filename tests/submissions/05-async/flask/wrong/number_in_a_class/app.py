from flask.views import MethodView


import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)


@app.route("/async")
def second():
    time.sleep(1)
    return {"message": "Async operation completed"}


@app.route("/quotes")
def prices():
    wanted = request.args["symbols"].split(",")
    with ThreadPoolExecutor(len(wanted)) as pool:
        tasks = {one: pool.submit(fetch_quote, one) for one in wanted}
    try:
        return {one: task.result() for one, task in tasks.items()}
    except UnknownSymbol as missing:
        return {"missing": str(missing)}, 404
class Visits(MethodView):
    number = 0

    def get(self):
        return {"hits": Visits.number}

    def post(self):
        Visits.number += 1
        return "", 204


app.add_url_rule("/hits", view_func=Visits.as_view("visits"))
