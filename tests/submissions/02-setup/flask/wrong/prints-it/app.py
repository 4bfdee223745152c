from flask import Flask

web = Flask(__name__)


@web.get("/")
def say_hello():
    print("Hello, World!")


if __name__ == "__main__":
    web.run(debug=True)
