"""01-concepts in Flask."""

import html
from urllib.parse import quote

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import (
    exchange_of,
    expect_json,
    expect_status,
    expect_text,
    fail,
)
from checker.probing.reading import NotJson, compact, parse_json, shown_text

HTML = {"text/html", "application/xhtml+xml"}


@pytest.mark.task("greet")
def test_greet(client, draw):
    """GET /greet/<name> is an HTML page that shows 'Hello, <name>!'."""
    for name in (draw.name(), draw.name(), draw.full_name()):
        expect_greeting(client.get(greet_path(name)), name)


@pytest.mark.task("escape")
def test_escape(client, draw):
    """A name with <, > or & in it is shown on the page as it was sent, and is no HTML there."""
    for name in (
        f"<b>{draw.name()}",
        f"{draw.name()} > {draw.name()}",
        f"{draw.name()} &amp; {draw.name()}",
    ):
        expect_escaped(client.get(greet_path(name)), name)


@pytest.mark.task("cycle")
def test_cycle(client, draw):
    """GET /cycle?word=W is the JSON {"method": "GET", "path": "/cycle", "word": W}."""
    for word in (draw.word(), f"{draw.word()} & {draw.word()}"):
        answer = client.get("/cycle", params={"word": word})
        expect_json(answer, {"method": "GET", "path": "/cycle", "word": word})


@pytest.mark.task("response")
def test_status_and_text(client):
    """GET /teapot is the text 'short and stout' with the status 418."""
    expect_text(client.get("/teapot"), "short and stout", status=418)


@pytest.mark.task("response")
def test_header(client):
    """GET /teapot has the header X-Brewed-With, and its value is flask."""
    expect_header(client.get("/teapot"), "X-Brewed-With", "flask")


def greet_path(name):
    """The address that greets this name, percent-encoded."""
    return f"/greet/{quote(name, safe='')}"


def expect_greeting(response, name):
    """The answer is HTML, and the greeting stands somewhere in the text that a browser shows."""
    expect_status(response, 200)
    answer = exchange_of(response).response
    greeting = f"Hello, {name}!"
    if answer.media_type not in HTML:
        kind = answer.media_type or "no content type"
        fail(
            Aspect.KIND,
            f"HTML that shows {greeting}",
            f"{kind}: {answer.text.strip()}",
            response,
            "text/html",
        )
    if greeting not in words(answer.text):
        fail(Aspect.TEXT, greeting, words(answer.text), response, greeting)


def expect_escaped(response, name):
    """The page shows the name and nowhere holds it as it is; an answer that is not HTML just holds it."""
    expect_status(response, 200)
    answer = exchange_of(response).response
    if answer.media_type and answer.media_type not in HTML:
        wanted = f"an answer that holds {name}"
        if not any(name in text for text in (answer.text, html.unescape(answer.text), unpacked(answer.text))):
            fail(Aspect.NAMED, wanted, answer.text.strip(), response, name)
    elif name in answer.text:
        escaped = html.escape(name, quote=False)
        line = next(line for line in answer.text.split("\n") if name in line)
        fail(Aspect.NAMED, f"the name, escaped: {escaped}", line.strip(), response, name)
    elif name not in words(answer.text):
        fail(
            Aspect.NAMED,
            f"a page that shows {name}",
            f"a page that shows {words(answer.text)}",
            response,
            name,
        )


def expect_header(response, name, value):
    """The answer has this header with this value, whatever its status."""
    got = exchange_of(response).response.header(name)
    if got is None or got.strip() != value:
        shown = f"{name}: {got}" if got is not None else f"no header {name}"
        fail(Aspect.HEADER, f"the header {name}: {value}", shown, response, (name, value))


def unpacked(body):
    """JSON with its escapes undone; empty for what is no JSON."""
    try:
        return compact(parse_json(body))
    except NotJson:
        return ""


def words(body):
    """The text that a browser shows, with every run of white space as one space."""
    return " ".join(shown_text(body).split())
