from flask import Flask

app = Flask(__name__)


@app.get("/")
def start():
    return "Hello, World!"


if __name__ == "__main__":
    app.debug = False
    app.run("debug=True")
