from flask import Flask, make_response

application = Flask(__name__)


@application.get("/")
def greet():
    return make_response("hello, world!")


if __name__ == "__main__":
    application.run(debug=True)
