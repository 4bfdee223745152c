import multiprocessing
import threading
import time

from flask import Flask, jsonify, request

from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)
TALLY = multiprocessing.RawValue('i', 0)
LOCK = multiprocessing.Lock()


@app.route('/async')
def async_route():
    time.sleep(1)
    return jsonify(message="Async operation completed")


@app.route('/quotes')
def quotes():
    wanted = request.args.get('symbols', '').split(',')
    found, unknown = {}, []

    def ask(symbol):
        try:
            found[symbol] = fetch_quote(symbol)
        except UnknownSymbol:
            unknown.append(symbol)

    threads = [threading.Thread(target=ask, args=(symbol,)) for symbol in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if unknown:
        return 'Not found: ' + ', '.join(unknown), 404
    return jsonify(found)


@app.route('/hits', methods=['GET', 'POST'])
def hits():
    with LOCK:
        if request.method == 'POST':
            TALLY.value += 1
        return jsonify(hits=TALLY.value)


if __name__ == '__main__':
    app.run(debug=True)
