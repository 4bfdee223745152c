"""03-routing in FastAPI, asked as a teacher would without kata: pytest and FastAPI's own test client.

It asks what hidden/03-routing/test_fastapi.py asks, as often, with inputs that are new at each run.
"""

import random

import pytest
from app import app
from fastapi.testclient import TestClient


@pytest.fixture
def client():
    """The app's test client."""
    return TestClient(app)


def test_root(client):
    """The root page."""
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.json() == {"message": "Root page"}


def test_item(client):
    """A number in the path."""
    for number in (random.randint(1, 99), random.randint(100, 99_999)):
        answer = client.get(f"/items/{number}")
        assert answer.status_code == 200
        assert answer.json() == {"item_id": number}


def test_typed(client):
    """A text in the place of a number is refused, and the answer names the place."""
    answer = client.get("/items/abc")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["path", "item_id"]


def test_order(client):
    """A fixed path beside a variable one."""
    answer = client.get("/items/latest")
    assert answer.status_code == 200
    assert answer.json() == {"item": "latest"}


def test_query_defaults(client):
    """The defaults of a query."""
    answer = client.get("/items")
    assert answer.status_code == 200
    assert answer.json() == {"skip": 0, "limit": 10}


def test_query(client):
    """Values after the question mark."""
    skip, limit = random.randint(1, 50), random.randint(1, 9)
    answer = client.get("/items", params={"skip": skip, "limit": limit})
    assert answer.status_code == 200
    assert answer.json() == {"skip": skip, "limit": limit}


def test_query_refuses_text(client):
    """A text in a query in the place of a number is refused."""
    assert client.get("/items", params={"limit": "x"}).status_code == 422


def test_post(client):
    """A route for POST alone."""
    answer = client.post("/ping")
    assert answer.status_code == 200
    assert answer.json() == "pong"


def test_get_is_refused(client):
    """GET is refused."""
    assert client.get("/ping").status_code == 405
