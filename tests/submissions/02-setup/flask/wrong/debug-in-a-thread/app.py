from flask import Flask
from threading import Thread

app = Flask(__name__)


@app.get("/")
def start():
    return "Hello, World!"


if __name__ == "__main__":
    Thread(target=app.run, kwargs={"debug": True}).start()
