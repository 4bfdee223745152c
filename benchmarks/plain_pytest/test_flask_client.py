"""03-routing in Flask, asked as a teacher would without kata: pytest and Flask's own test client.

It asks what hidden/03-routing/test_flask.py asks, as often, with inputs that are new at each run.
"""

import random
from urllib.parse import quote

import pytest
from app import app

NAMES = ("Ada", "Grace", "Hedy", "Linus", "Radia")


@pytest.fixture
def client():
    """The app's test client."""
    return app.test_client()


def test_index(client):
    """The index page."""
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.text == "Index Page"


def test_hello(client):
    """A second page, with no redirect on the way."""
    answer = client.get("/hello")
    assert answer.status_code == 200
    assert answer.text == "Hello, World!"


def test_user(client):
    """A name in the path."""
    for _ in range(2):
        name = f"{random.choice(NAMES)}{random.randint(10, 99)}"
        answer = client.get(f"/users/{name}")
        assert answer.status_code == 200
        assert answer.text == f"User: {name}"


def test_user_with_a_space(client):
    """A name that has to be percent-encoded."""
    name = f"{random.choice(NAMES)} Núñez"
    answer = client.get(f"/users/{quote(name)}")
    assert answer.status_code == 200
    assert answer.text == f"User: {name}"


def test_item(client):
    """A number in the path."""
    for number in (random.randint(1, 99), random.randint(100, 99_999)):
        answer = client.get(f"/items/{number}")
        assert answer.status_code == 200
        assert answer.json == {"item_id": number}


def test_item_that_is_no_number(client):
    """No such address."""
    assert client.get("/items/abc").status_code == 404


def test_post(client):
    """A route for POST alone."""
    answer = client.post("/ping")
    assert answer.status_code == 200
    assert answer.text == "pong"


def test_get_is_refused(client):
    """GET is refused, and the answer says what is allowed."""
    answer = client.get("/ping")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_links(client):
    """Links made from names."""
    answer = client.get("/links")
    assert answer.status_code == 200
    assert answer.json == {"hello": "/hello", "item": "/items/7"}
