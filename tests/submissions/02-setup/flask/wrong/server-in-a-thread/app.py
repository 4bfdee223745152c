from threading import Thread

from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello():
    return "Hello, World!"


def serve():
    app.run(port=5055)


if __name__ == "__main__":
    app.run(debug=True)
else:
    Thread(target=serve, daemon=True).start()
