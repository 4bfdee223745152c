from flask import Flask, make_response

web = Flask(__name__)


@web.route("/", endpoint="front")
def anything():
    return make_response("Hello, World!", 200)


if "__main__" == __name__:
    web.run(None, None, True)
