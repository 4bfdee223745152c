from flask import Flask

app = Flask(__name__)


def start():
    return "Hello, World!"


app.add_url_rule("/", view_func=start())


if __name__ == "__main__":
    app.run(debug=True)
