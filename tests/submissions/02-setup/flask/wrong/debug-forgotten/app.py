from flask import Flask

server = Flask(__name__)


@server.route("/")
def hello_world():
    return "Hello, World!"


def main(port=5000):
    server.run(port=port)


if __name__ == "__main__":
    main()
