from flask import Flask, abort
from flask import request as incoming
from markupsafe import escape as safe

from asking import BadField, page_number, wanted

application = Flask(__name__)
application.register_error_handler(BadField, lambda error: ({"field": error.name}, 422))


@application.before_request
def only_json_for_the_api():
    if incoming.path.startswith("/api/") and not incoming.is_json:
        abort(415)


@application.route("/login", methods=["POST"])
def enter():
    who = wanted("username")
    word = wanted("password")
    return f"<p>Username: {safe(who)}, Password: {safe(word)}</p>"


@application.route("/api/login", methods=["POST"])
def enter_by_json():
    body = incoming.get_json()
    return {key: body[key] for key in ("username",)}


@application.route("/search")
def find():
    return {"q": incoming.args.get("q"), "page": page_number()}
