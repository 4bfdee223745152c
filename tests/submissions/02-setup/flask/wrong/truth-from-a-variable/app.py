from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    ok = print("Hello, World!") is None
    return ok


if __name__ == "__main__":
    app.run(debug=True)
