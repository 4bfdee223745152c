"""04-request-handling in FastAPI."""

import base64
import contextlib
import re

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import exchange_of, expect_json, expect_refusal, expect_status, fail
from checker.probing.reading import NotJson, parse_json


@pytest.mark.task("body")
def test_body(client, draw):
    """POST /login with a JSON object is the JSON {"username": U, "password": P}."""
    for username in (draw.name(), draw.full_name()):
        sent = {"username": username, "password": draw_password(draw)}
        expect_json(client.post("/login", json=sent), sent)


@pytest.mark.task("missing")
def test_missing_password(client, draw):
    """POST /login without password is 422, and the answer names ["body", "password"]."""
    answer = client.post("/login", json={"username": draw.name()})
    expect_refusal(answer, 422, naming=["body", "password"])


@pytest.mark.task("model")
def test_model(client, draw):
    """POST /users is 201 with the JSON {"username": U, "age": A}, and the password is nowhere."""
    for _ in range(2):
        sent = draw_user(draw)
        right = {"username": sent["username"], "age": sent["age"]}
        answer = client.post("/users", json=sent)
        expect_status(answer, 201)
        expect_nowhere(answer, sent["password"], right)
        expect_json(answer, right, status=201)


@pytest.mark.task("invalid")
def test_negative_age(client, draw):
    """POST /users with an age below 0 is 422, and the answer names age."""
    for age in (-1, -draw.integer(2, 99)):
        answer = client.post("/users", json={**draw_user(draw), "age": age})
        expect_refusal(answer, 422, 400)
        expect_named(answer, "age")


@pytest.mark.task("invalid")
def test_short_username(client, draw):
    """POST /users with a username shorter than 3 characters is 422, and the answer names username."""
    for length in (2, 1):
        answer = client.post("/users", json={**draw_user(draw), "username": draw.word()[:length]})
        expect_refusal(answer, 422, 400)
        expect_named(answer, "username")


@pytest.mark.task("invalid")
def test_the_limits_themselves_are_right(client, draw):
    """POST /users takes the age 0 and a username of 3 characters."""
    for change in ({"age": 0}, {"username": draw.word()[:3]}):
        expect_status(client.post("/users", json={**draw_user(draw), **change}), 201, 200)


@pytest.mark.task("form")
def test_form(client, draw):
    """POST /login-form with a form of username and password is the JSON {"username": U}."""
    for username in (draw.name(), draw.full_name()):
        answer = client.post("/login-form", data={"username": username, "password": draw_password(draw)})
        expect_json(answer, {"username": username})


@pytest.mark.task("header")
def test_header(client, draw):
    """GET /whoami with the header X-Token: T is the JSON {"token": T}."""
    for _ in range(2):
        token = f"{draw.word()}-{draw.integer(1000, 9999)}"
        expect_json(client.get("/whoami", headers={"X-Token": token}), {"token": token})


@pytest.mark.task("header")
def test_header_missing(client):
    """GET /whoami without that header is 401 or 422."""
    expect_refusal(client.get("/whoami"), 401, 422, 400)


def draw_password(draw):
    """A password that stands nowhere in an answer by chance."""
    return f"{draw.word()}-{draw.integer(100_000, 999_999)}-{draw.word()}"


def draw_user(draw):
    """A user whom a right app takes."""
    username = f"{draw.name()}{draw.integer(100, 999)}"
    return {"username": username, "password": draw_password(draw), "age": draw.integer(18, 90)}


def expect_named(response, field):
    """The body names the field, apart from where it repeats the request."""
    answer = exchange_of(response).response
    text = answer.text
    if answer.is_json:
        with contextlib.suppress(NotJson):
            text = " ".join(words_in(parse_json(text)))
    if not re.search(rf"(?<![^\W_]){field}(?![^\W_])", text, re.IGNORECASE):
        got = answer.text.strip() or "an empty body"
        fail(Aspect.NAMED, f"a body that names '{field}'", got, response, field)


def words_in(value):
    """Every text and every key in a JSON value, without what stands under FastAPI's key `input`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from words_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "input":
                yield key
                yield from words_in(item)


def expect_nowhere(response, secret, right):
    """Neither the body nor a header holds the secret."""
    answer = exchange_of(response).response
    if secret in answer.text:
        got = f"the password in the body: {answer.text.strip()}"
        fail(Aspect.JSON, "an answer without the password", got, response, right)
    for name, value in answer.headers:
        if any(spelling in value for spelling in spellings(secret)):
            got = f"the password in a header: {name}: {value}"
            fail(Aspect.HEADER, "an answer without the password", got, response)


def spellings(secret):
    """The secret as it is, and in base64 wherever it begins there: a session cookie is base64."""
    yield secret
    for before, unlike in ((0, 0), (1, 2), (2, 3)):
        coded = base64.b64encode(b"-" * before + secret.encode()).decode().rstrip("=")
        yield coded[unlike:-2]
