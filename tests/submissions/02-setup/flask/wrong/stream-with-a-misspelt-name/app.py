from flask import Flask

app = Flask(__name__)

GREETING = ["Hello, ", "World!"]


@app.route("/")
def pieces():
    for piece in GREETINGS:
        yield piece


if __name__ == "__main__":
    app.run(debug=True)
