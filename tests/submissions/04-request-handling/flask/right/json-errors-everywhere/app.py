from flask import Flask, abort, request
from markupsafe import escape
from werkzeug.exceptions import BadRequest, HTTPException

app = Flask(__name__)


class MissingField(BadRequest):
    def __init__(self, field):
        super().__init__(f"'{field}' did not come")


@app.errorhandler(HTTPException)
def as_json(error):
    return {"status": error.code, "reason": error.description}, error.code


def field(name):
    try:
        return request.form[name]
    except KeyError:
        raise MissingField(name) from None


@app.route("/login", methods=("POST",))
def login():
    username, password = field("username"), field("password")
    yield_back = "Username: %s, Password: %s" % (escape(username), escape(password))
    return yield_back


@app.route("/api/login", methods=["POST"])
def api_login():
    data = request.get_json(silent=True)
    if not request.is_json:
        abort(415)
    if data is None:
        abort(400, "not JSON")
    data.pop("password", None)
    return data


@app.route("/search")
def search():
    page = request.args.get("page")
    if page is not None and not page.isdecimal():
        abort(422, "page is a number")
    return {"q": request.args.get("q"), "page": int(page or 1)}
