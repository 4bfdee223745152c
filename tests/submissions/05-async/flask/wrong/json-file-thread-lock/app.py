import json
import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, jsonify, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)

COUNTER_FILE = os.path.join(tempfile.gettempdir(), "hits-under-a-lock-of-threads.json")
lock = threading.Lock()


def load_hits():
    if not os.path.exists(COUNTER_FILE):
        return 0
    with open(COUNTER_FILE) as f:
        return json.load(f)["hits"]


def save_hits(hits):
    temporary = f"{COUNTER_FILE}.{os.getpid()}"
    with open(temporary, "w") as f:
        json.dump({"hits": hits}, f)
    os.replace(temporary, COUNTER_FILE)


@app.route("/async")
def async_view():
    time.sleep(1)
    return jsonify({"message": "Async operation completed"})


@app.route("/quotes")
def quotes():
    symbols = request.args["symbols"].split(",")
    try:
        with ThreadPoolExecutor(len(symbols)) as executor:
            prices = list(executor.map(fetch_quote, symbols))
    except UnknownSymbol as symbol:
        return jsonify({"error": f"{symbol} is unknown"}), 404
    return jsonify(dict(zip(symbols, prices)))


@app.route("/hits", methods=["GET", "POST"])
def hits():
    if request.method == "POST":
        with lock:
            save_hits(load_hits() + 1)
        return "", 204
    return jsonify({"hits": load_hits()})
