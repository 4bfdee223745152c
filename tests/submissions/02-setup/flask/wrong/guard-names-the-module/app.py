from flask import Flask

app = Flask(__name__)


@app.get("/")
def start():
    return "Hello, World!"


if __name__ == "app":
    app.run(debug=True)
