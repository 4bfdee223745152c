from flask import Flask
from .helpers import hello

app = Flask(__name__)


if __name__ == "__main__":
    app.run(debug=True)
