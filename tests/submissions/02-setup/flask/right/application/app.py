import flask

application = flask.Flask(__name__)


@application.route("/", methods=["GET"])
def home():
    return flask.Response("Hello, World!", mimetype="text/plain")


if __name__ == "__main__":
    application.run(debug=True)
