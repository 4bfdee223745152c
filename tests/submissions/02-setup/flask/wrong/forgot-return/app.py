from flask import Flask

app = Flask(__name__)


@app.route("/")
def start_page():
    text = "Hello, World!"
    f"<h1>{text}</h1>"


if __name__ == "__main__":
    app.run(debug=True)
