import asyncio
import fcntl
import os
import tempfile
import threading
import time

from flask import Flask, jsonify, request

from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)
COUNTER = os.path.join(tempfile.gettempdir(), 'hits.txt')


@app.route('/async')
def async_route():
    time.sleep(1)
    return jsonify(message="Async operation completed")


@app.route('/quotes')
async def quotes():
    wanted = request.args.get('symbols', '').split(',')
    found, unknown = {}, []

    async def ask(symbol):
        try:
            found[symbol] = fetch_quote(symbol)
        except UnknownSymbol:
            unknown.append(symbol)

    await asyncio.gather(*map(ask, wanted))
    if unknown:
        return 'Not found: ' + ', '.join(unknown), 404
    return jsonify(found)


@app.route('/hits', methods=['GET', 'POST'])
def hits():
    with open(COUNTER, 'a+') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        number = int(file.read() or 0)
        if request.method == 'POST':
            number += 1
            file.seek(0)
            file.truncate()
            file.write(str(number))
            file.flush()
    return jsonify(hits=number)


if __name__ == '__main__':
    app.run(debug=True)
