"""04-request-handling in Flask."""

import base64
import html
import re

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import exchange_of, expect_json, expect_refusal, expect_status, expect_text, fail
from checker.probing.reading import shown_text


@pytest.mark.task("form")
def test_form(client, draw):
    """POST /login with a form of username and password is the text 'Username: U, Password: P'."""
    for username in (draw.name(), draw.full_name()):
        password = draw_password(draw)
        answer = client.post("/login", data={"username": username, "password": password})
        expect_text(answer, f"Username: {username}, Password: {password}")


@pytest.mark.task("missing")
def test_missing_password(client, draw):
    """POST /login without password is 400, and the answer names password and not username."""
    answer = client.post("/login", data={"username": draw.name()})
    expect_refusal(answer, 400, 422)
    expect_named(answer, "password", but_not="username")


@pytest.mark.task("missing")
def test_missing_username(client, draw):
    """POST /login without username is 400, and the answer names username and not password."""
    answer = client.post("/login", data={"password": draw_password(draw)})
    expect_refusal(answer, 400, 422)
    expect_named(answer, "username", but_not="password")


@pytest.mark.task("escape")
@pytest.mark.parametrize("tag", ["script", "b"])
def test_escape(client, draw, tag):
    """POST /login with HTML in username shows it as text: a browser finds no tag in it."""
    username = f"<{tag}>alert({draw.integer(1000, 9999)})</{tag}>"
    answer = client.post("/login", data={"username": username, "password": draw_password(draw)})
    expect_status(answer, 200)
    expect_escaped(answer, username)


@pytest.mark.task("json")
def test_json(client, draw):
    """POST /api/login with a JSON object is the JSON {"username": U}, and the password is nowhere."""
    for username in (draw.name(), draw.full_name()):
        password = draw_password(draw)
        answer = client.post("/api/login", json={"username": username, "password": password})
        expect_status(answer, 200)
        expect_nowhere(answer, password, {"username": username})
        expect_json(answer, {"username": username})


@pytest.mark.task("json")
def test_form_is_no_json(client, draw):
    """POST /api/login with a form is 415: another content type than JSON."""
    answer = client.post("/api/login", data={"username": draw.name(), "password": draw_password(draw)})
    expect_refusal(answer, 415)


@pytest.mark.task("json")
def test_plain_text_is_no_json(client, draw):
    """POST /api/login with the content type text/plain is 415, whatever the body looks like."""
    body = f'{{"username": "{draw.name()}", "password": "{draw_password(draw)}"}}'
    answer = client.post("/api/login", content=body, headers={"Content-Type": "text/plain"})
    expect_refusal(answer, 415)


@pytest.mark.task("json")
def test_broken_json(client, draw):
    """POST /api/login with JSON that breaks off is 400."""
    body = f'{{"username": "{draw.name()}", '
    answer = client.post("/api/login", content=body, headers={"Content-Type": "application/json"})
    expect_refusal(answer, 400, 422)


@pytest.mark.task("query")
def test_query(client, draw):
    """GET /search?q=Q is the JSON {"q": Q, "page": 1}."""
    for q in (draw.word(), draw.full_name()):
        expect_json(client.get("/search", params={"q": q}), {"q": q, "page": 1})


@pytest.mark.task("query")
def test_query_with_a_page(client, draw):
    """GET /search?q=Q&page=3 answers with the page as a number."""
    q, page = draw.word(), draw.integer(2, 99)
    expect_json(client.get("/search", params={"q": q, "page": page}), {"q": q, "page": page})


@pytest.mark.task("query")
def test_query_with_a_page_that_is_no_number(client, draw):
    """GET /search?q=Q&page=x is 400, or the page is 1."""
    q = draw.word()
    answer = client.get("/search", params={"q": q, "page": "x"})
    expect_refusal(answer, 400, 422, 200)
    if answer.status_code == 200:
        expect_json(answer, {"q": q, "page": 1})


@pytest.mark.task("method")
def test_get_is_refused(client):
    """GET /login is 405."""
    expect_refusal(client.get("/login"), 405)


def draw_password(draw):
    """A password that stands nowhere in an answer by chance, and that HTML shows as it is."""
    return f"{draw.word()}-{draw.integer(100_000, 999_999)}-{draw.word()}"


def expect_named(response, field, *, but_not):
    """The body names the one field and not the other, in any spelling of its letters."""
    answer = exchange_of(response).response
    bodies = [answer.text]
    if answer.media_type == "text/html":
        bodies.append(shown_text(answer.text))  # a form around the message may hold both names in its tags
    for body in bodies:
        letters = re.sub(r"[\s_-]", "", html.unescape(body)).lower()
        if field in letters and but_not not in letters:
            return
    wanted = f"a body that names '{field}' and not '{but_not}'"
    fail(Aspect.NAMED, wanted, bodies[-1].strip() or "an empty body", response, field)


def expect_escaped(response, value):
    """The answer shows the value as text. What is not HTML need not escape anything."""
    answer = exchange_of(response).response
    kind = answer.media_type
    if value in answer.text and (not kind or "html" in kind or "xml" in kind):
        wanted = f"HTML in which {value} is text"
        fail(Aspect.TEXT, wanted, answer.text.strip(), response, html.escape(value))
    if value not in answer.text and value not in html.unescape(answer.text):
        fail(Aspect.TEXT, f"a page that shows {value}", answer.text.strip(), response, html.escape(value))


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
