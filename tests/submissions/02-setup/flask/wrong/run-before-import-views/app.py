from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(debug=True)

from views import site  # noqa: E402

app.register_blueprint(site)
