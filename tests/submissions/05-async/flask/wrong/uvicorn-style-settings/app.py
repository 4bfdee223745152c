import asyncio
import os
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, jsonify, request

from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)

DB = os.path.join(tempfile.gettempdir(), "hits-uvicorn-style-settings.db")


def get_conn():
    conn = sqlite3.connect(DB, timeout=30)
    conn.execute("CREATE TABLE IF NOT EXISTS hits (at TEXT DEFAULT CURRENT_TIMESTAMP)")
    return conn


@app.route("/async")
async def async_view():
    await asyncio.sleep(1)
    return jsonify(message="Async operation completed")


@app.route("/quotes")
def quotes():
    symbols = request.args.get("symbols", "").split(",")
    with ThreadPoolExecutor(max_workers=10) as pool:
        futures = [pool.submit(fetch_quote, symbol) for symbol in symbols]
        try:
            return jsonify({symbol: future.result() for symbol, future in zip(symbols, futures)})
        except UnknownSymbol as e:
            return jsonify(error=f"{e} is unknown"), 404


@app.route("/hits", methods=["POST"])
def hit():
    conn = get_conn()
    conn.execute("INSERT INTO hits DEFAULT VALUES")
    conn.commit()
    conn.close()
    return jsonify(ok=True), 201


@app.route("/hits", methods=["GET"])
def hits():
    conn = get_conn()
    count = conn.execute("SELECT COUNT(*) FROM hits").fetchone()[0]
    conn.close()
    return jsonify(hits=count)
