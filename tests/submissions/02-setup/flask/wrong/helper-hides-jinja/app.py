from flask import Flask

from jinja2 import greeting

app = Flask(__name__)


@app.route("/")
def hello():
    return greeting()


if __name__ == "__main__":
    app.run(debug=True)
