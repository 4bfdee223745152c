from flask import Flask, abort, make_response, request, session
from markupsafe import escape

app = Flask(__name__)
app.secret_key = "only for this machine"


@app.errorhandler(405)
def other_method(_):
    return {"error": "POST only"}, 405


@app.errorhandler(415)
def other_kind(_):
    return make_response({"error": "JSON only"}, 415)


@app.errorhandler(400)
def bad(error):
    return {"error": error.description}, error.code


@app.route("/login", methods=["POST"])
def login():
    form = request.form
    if not form.get("username"):
        abort(400, "username is missing")
    if not form.get("password"):
        abort(400, description="password is missing")
    session["user"] = form["username"]
    return "Username: {}, Password: {}".format(escape(form["username"]), escape(form["password"]))


@app.post("/api/login")
def api_login():
    return dict(username=request.json.get("username", ""))


@app.get("/search")
def search():
    given = request.args.to_dict()
    given.setdefault("page", "1")
    page = int(given["page"]) if given["page"].isdigit() else abort(400, "page is no number")
    return {"q": given.get("q", ""), "page": page}
