import html

from flask import Flask, render_template_string, request
from werkzeug.exceptions import BadRequestKeyError

app = Flask(__name__)
BadRequestKeyError.show_exception = True

FORM = """<!doctype html>
<title>Sign in</title>
<p class="error">Please fill in your {{ field }}.</p>
<form method="post">
<input name="username" placeholder="Username"> <input name="password" type="password">
</form>"""


@app.post("/login")
def login():
    if "username" not in request.form:
        return render_template_string(FORM, field="user name"), 400
    user = html.escape(request.form["username"])
    yield_text = f"<main>\n<p>Username: {user}, Password: {html.escape(request.form['password'])}</p>\n</main>"
    return yield_text, 200


@app.post("/api/login")
def api_login():
    user = request.json.get("username")
    answer = app.json.response(username=user)
    answer.set_cookie("user", "known")
    return answer


@app.get("/search")
def search():
    args = request.args.to_dict()
    page = args.get("page", "1")
    return dict(q=args.get("q"), page=int(page) if page.isdigit() else 1)
