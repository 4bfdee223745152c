from flask import Flask

app = Flask(__name__)


@app.get("/")
def start():
    return "Hello, World!"


if name == "__main__":
    app.run(debug=True)
