import threading

from flask import Flask
from werkzeug.serving import make_server

app = Flask(__name__)


@app.route("/")
def home():
    return "Hello, World!"


def serve():
    make_server("127.0.0.1", 5055, app, threaded=True).serve_forever()


threading.Thread(target=serve, daemon=True).start()

if __name__ == "__main__":
    app.run(debug=True)
