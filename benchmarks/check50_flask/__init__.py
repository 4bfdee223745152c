"""03-routing in Flask for check50, with check50's own Flask checks.

It asks what hidden/03-routing/test_flask.py asks, as often, with inputs that are new at each run. One check for
each task: fewer checks than tests, which is in check50's favour, for it starts each check in a folder of its own.
"""

import random
import re
from urllib.parse import quote

import check50
import check50.flask

NAMES = ("Ada", "Grace", "Hedy", "Linus", "Radia")


def app():
    """The app's test client in check50's clothes."""
    return check50.flask.app("app.py")


def exactly(text):
    """A regular expression for the whole text and nothing else."""
    return rf"\A{re.escape(text)}\Z"


def json_is(client, expected):
    """The answer is this JSON value."""
    client.status(200)
    if client.response.json != expected:
        raise check50.Mismatch(str(expected), str(client.response.json))


@check50.check()
def index():
    """the index page"""
    app().get("/", follow_redirects=False).status(200).raw_content(exactly("Index Page"))


@check50.check()
def hello():
    """a second page"""
    app().get("/hello", follow_redirects=False).status(200).raw_content(exactly("Hello, World!"))


@check50.check()
def user():
    """a name in the path"""
    client = app()
    names = [f"{random.choice(NAMES)}{random.randint(10, 99)}" for _ in range(2)]
    for name in [*names, f"{random.choice(NAMES)} Núñez"]:
        answer = client.get(f"/users/{quote(name)}", follow_redirects=False)
        answer.status(200).raw_content(exactly(f"User: {name}"))


@check50.check()
def item():
    """a number in the path"""
    client = app()
    for number in (random.randint(1, 99), random.randint(100, 99_999)):
        json_is(client.get(f"/items/{number}", follow_redirects=False), {"item_id": number})
    client.get("/items/abc", follow_redirects=False).status(404)


@check50.check()
def method():
    """a route for POST alone"""
    client = app()
    client.post("/ping", follow_redirects=False).status(200).raw_content(exactly("pong"))
    client.get("/ping", follow_redirects=False).status(405)
    if "POST" not in client.response.headers["Allow"]:
        raise check50.Failure("the header Allow does not name POST")


@check50.check(item)
def links():
    """links made from names"""
    json_is(app().get("/links", follow_redirects=False), {"hello": "/hello", "item": "/items/7"})
