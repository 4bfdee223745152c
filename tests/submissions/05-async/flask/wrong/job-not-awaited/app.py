import asyncio
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)
executor = ThreadPoolExecutor()
HITS_FILE = os.path.join(tempfile.gettempdir(), "hits-job-not-awaited.log")


@app.route("/async", methods=["GET"])
def async_operation():
    executor.submit(time.sleep, 1)
    return {"message": "Async operation completed"}


@app.errorhandler(UnknownSymbol)
def unknown_symbol(error):
    return {"message": "Unknown symbol: " + str(error)}, 404


@app.route("/quotes", methods=["GET"])
async def get_quotes():
    names = request.args["symbols"].split(",")
    prices = await asyncio.gather(*[asyncio.to_thread(fetch_quote, name) for name in names])
    return {name: price for name, price in zip(names, prices)}


@app.route("/hits", methods=["POST"])
def post_hit():
    with open(HITS_FILE, "ab", buffering=0) as f:
        f.write(b".")
    return "", 204


@app.route("/hits", methods=["GET"])
def get_hits():
    return {"hits": os.path.getsize(HITS_FILE) if os.path.exists(HITS_FILE) else 0}
