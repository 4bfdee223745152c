from flask import Flask

DEBUG = True

app = Flask(__name__)


@app.route("/")
@app.route("/index")
def index():
    return "<h1>Hello, World!</h1>\n"


def start():
    app.run(debug=DEBUG)


if __name__ == "__main__":
    start()
