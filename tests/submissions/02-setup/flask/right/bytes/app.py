from flask import Flask

app = Flask(__name__)


@app.get("/")
def raw():
    return b"Hello, World!", {"X-Powered-By": "bytes"}


if __name__ == "__main__":
    app.run(debug=True)
