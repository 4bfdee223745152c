import time

from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello():
    return "Hello, World!"


ready = False
while not ready:
    time.sleep(0.05)

if __name__ == "__main__":
    app.run(debug=True)
