from flask import Flask


def make_app(settings=None):
    server = Flask(__name__)
    server.config.from_mapping(settings or {})
    server.add_url_rule("/", "start", lambda: "Hello, World!")
    return server


def main():
    make_app().run(host="127.0.0.1", port=8080, debug=True)


if __name__ == "__main__":
    main()
