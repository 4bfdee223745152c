"""03-routing in Flask."""

from urllib.parse import quote

import pytest

from checker.probing.expect import expect_allow, expect_json, expect_refusal, expect_text


@pytest.mark.task("index")
def test_index(client):
    """GET / is the text 'Index Page'."""
    expect_text(client.get("/"), "Index Page")


@pytest.mark.task("hello")
def test_hello(client):
    """GET /hello is the text 'Hello, World!', with no redirect on the way."""
    expect_text(client.get("/hello"), "Hello, World!")


@pytest.mark.task("user")
def test_user(client, draw):
    """GET /users/<username> is the text 'User: <username>'."""
    for name in (draw.name(), draw.word()):  # small letters as well: an app may change them
        expect_text(client.get(f"/users/{name}"), f"User: {name}")


@pytest.mark.task("user")
def test_user_with_a_space(client, draw):
    """GET /users/<username> also takes names that have to be percent-encoded in a URL."""
    name = draw.full_name()
    expect_text(client.get(f"/users/{quote(name)}"), f"User: {name}")


@pytest.mark.task("item")
def test_item(client, draw):
    """GET /items/<number> is the JSON {"item_id": <number>}, a number and not a text."""
    for number in (draw.integer(1, 99), draw.integer(100, 99_999)):
        expect_json(client.get(f"/items/{number}"), {"item_id": number})


@pytest.mark.task("item")
def test_item_that_is_no_number(client):
    """GET /items/abc is 404: no such address."""
    expect_refusal(client.get("/items/abc"), 404)


@pytest.mark.task("method")
def test_post(client):
    """POST /ping is the text 'pong'."""
    expect_text(client.post("/ping"), "pong")


@pytest.mark.task("method")
def test_get_is_refused(client):
    """GET /ping is 405, and the header Allow names POST."""
    answer = client.get("/ping")
    expect_refusal(answer, 405)
    expect_allow(answer, "POST")


@pytest.mark.task("links")
def test_links(client):
    """GET /links is the JSON {"hello": "/hello", "item": "/items/7"}."""
    expect_json(client.get("/links"), {"hello": "/hello", "item": "/items/7"})
