"""03-routing in FastAPI."""

import pytest

from checker.probing.expect import expect_json, expect_refusal


@pytest.mark.task("root")
def test_root(client):
    """GET / is the JSON {"message": "Root page"}."""
    expect_json(client.get("/"), {"message": "Root page"})


@pytest.mark.task("item")
def test_item(client, draw):
    """GET /items/<number> is the JSON {"item_id": <number>}, a number and not a text."""
    for number in (draw.integer(1, 99), draw.integer(100, 99_999)):
        expect_json(client.get(f"/items/{number}"), {"item_id": number})


@pytest.mark.task("typed")
def test_typed(client):
    """GET /items/abc is 422, and the answer names ["path", "item_id"]."""
    expect_refusal(client.get("/items/abc"), 422, naming=["path", "item_id"])


@pytest.mark.task("order")
def test_order(client):
    """GET /items/latest is the JSON {"item": "latest"}."""
    expect_json(client.get("/items/latest"), {"item": "latest"})


@pytest.mark.task("query")
def test_query_defaults(client):
    """GET /items is the JSON {"skip": 0, "limit": 10}."""
    expect_json(client.get("/items"), {"skip": 0, "limit": 10})


@pytest.mark.task("query")
def test_query(client, draw):
    """GET /items?skip=5&limit=2 answers with those numbers, as numbers."""
    skip, limit = draw.integer(1, 50), draw.integer(1, 9)
    answer = client.get("/items", params={"skip": skip, "limit": limit})
    expect_json(answer, {"skip": skip, "limit": limit})


@pytest.mark.task("query")
def test_query_refuses_text(client):
    """GET /items?limit=x is 422."""
    expect_refusal(client.get("/items", params={"limit": "x"}), 422)


@pytest.mark.task("method")
def test_post(client):
    """POST /ping is the JSON text "pong"."""
    expect_json(client.post("/ping"), "pong")


@pytest.mark.task("method")
def test_get_is_refused(client):
    """GET /ping is 405."""
    expect_refusal(client.get("/ping"), 405)
