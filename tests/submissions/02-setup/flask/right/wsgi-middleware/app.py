from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app)


@app.route("/")
def hello():
    return "Hello, World!"


@app.after_request
def sign(response):
    response.headers["X-Signed"] = "yes"
    return response


if __name__ == "__main__":
    app.run(debug=True)
