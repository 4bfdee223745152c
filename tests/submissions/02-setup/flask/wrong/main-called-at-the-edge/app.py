from flask import Flask

site = Flask(__name__)


@site.route("/")
def hello():
    return "Hello, World!"


def main():
    site.run(debug=True)


main()
