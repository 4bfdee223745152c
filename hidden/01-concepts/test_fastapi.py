"""01-concepts in FastAPI."""

import html
import re
from urllib.parse import quote, urljoin, urlsplit

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import (
    exchange_of,
    expect_json,
    expect_path_in_schema,
    expect_refusal,
    expect_status,
    fail,
    json_of,
)

# How the two pages say where their schema is: `url: '...'`, `Redoc.init('...')`, `<redoc spec-url="...">`.
POINTER = re.compile(
    r"""(?:(?:\burl["']?\s*[:=]\s*|Redoc\.init\(\s*)["'`]|<redoc\s[^>]*spec-url\s*=\s*["']?)"""
    r"""([^"'`<>\x00-\x20\x7f]{1,500})"""
)
# A page that keeps the address in a variable first: any text in quotes that looks like an address.
ADDRESS = re.compile(r"""["'`]((?:https?://|\.{0,2}/)[^"'`<>\x00-\x20\x7f]{1,500}|[\w-]{1,99}\.json)["'`]""")


@pytest.mark.task("greet")
def test_greet(client, draw):
    """GET /greet/<name> is the JSON {"message": "Hello, <name>!"}."""
    for name in (draw.name(), draw.name(), draw.full_name()):
        expect_json(client.get(f"/greet/{quote(name)}"), {"message": f"Hello, {name}!"})


@pytest.mark.task("hints")
def test_add(client, draw):
    """GET /add?a=2&b=3 is the JSON {"sum": 5}, a number and not a text."""
    for highest in (9, 9_999):
        a, b = draw.integer(1, highest), draw.integer(1, highest)
        expect_json(client.get("/add", params={"a": a, "b": b}), {"sum": a + b})


@pytest.mark.task("hints")
def test_add_refuses_text(client, draw):
    """GET /add?a=two&b=3 is 422, and the answer names ["query", "a"]."""
    answer = client.get("/add", params={"a": "two", "b": draw.integer(1, 9)})
    expect_refusal(answer, 422, naming=["query", "a"])


@pytest.mark.task("hints")
def test_add_needs_both(client, draw):
    """GET /add?a=2 is 422: b is missing."""
    expect_refusal(client.get("/add", params={"a": draw.integer(1, 9)}), 422)


@pytest.mark.task("schema")
def test_schema(client):
    """GET /openapi.json describes GET /add: a and b are integers in the query, and both are required."""
    answer = client.get("/openapi.json")
    expect_path_in_schema(answer, "/add", "get")
    for name in ("a", "b"):
        expect_required_integer(answer, "/add", "get", name)


@pytest.mark.task("docs")
def test_swagger_ui(client):
    """GET /docs is a Swagger UI page, and the schema that it points at answers 200."""
    page = client.get("/docs")
    expect_page(page, "Swagger UI", ("swagger-ui", "swaggerui"))
    expect_pointer(client, page)


@pytest.mark.task("docs")
def test_redoc(client):
    """GET /redoc is a ReDoc page, and the schema that it points at answers 200."""
    page = client.get("/redoc")
    expect_page(page, "ReDoc", ("<redoc", "redoc.init"))
    expect_pointer(client, page)


def expect_required_integer(response, path, method, name):
    """The schema, known to list the path, says that the query has to hold this integer."""
    schema = json_of(response, "a schema")
    found = query_parameter(schema, path, method, name)
    if found is None:
        problem = f"no '{name}' in the query"
    elif found.get("required") is not True:
        problem = f"'{name}' is optional"
    elif not is_integer(schema, found.get("schema")):
        problem = f"'{name}' is not an integer"
    else:
        return
    wanted = f"a schema in which '{name}' of {method.upper()} {path} is a required integer"
    fail(Aspect.NAMED, wanted, problem, response, [path, method, name])


def query_parameter(schema, path, method, name):
    """What the schema says of a parameter, at the method or at the path; None where it says nothing."""
    item = resolved(schema, child(child(schema, "paths"), path))
    for rows in (child(child(item, method), "parameters"), child(item, "parameters")):
        for row in rows if isinstance(rows, list) else ():
            parameter = resolved(schema, row)
            if child(parameter, "name") == name and child(parameter, "in") == "query":
                return parameter
    return None


def is_integer(schema, node, depth=0):
    """Whether a value that fits this part of the schema is an integer; OpenAPI 3.0 and 3.1 both count."""
    kind = child(node, "type")
    if kind is not None:
        return kind in ("integer", ["integer"])
    if depth > 9 or not isinstance(node, dict):
        return False
    if "$ref" in node:
        return is_integer(schema, resolved(schema, node), depth + 1)
    for key, enough in (("allOf", any), ("anyOf", all), ("oneOf", all)):
        branches = node.get(key)
        if isinstance(branches, list) and branches:
            return enough(is_integer(schema, branch, depth + 1) for branch in branches)
    return False


def resolved(schema, node):
    """The node that a `$ref` inside the document leads to; any other node as it is."""
    for _ in range(9):
        reference = child(node, "$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        node = schema
        for step in reference[2:].split("/"):
            node = child(node, step.replace("~1", "/").replace("~0", "~"))
    return node


def child(node, key):
    """What stands under a key of an object; None where there is no object or no such key."""
    return node.get(key) if isinstance(node, dict) else None


def expect_page(response, title, marks):
    """The answer is an HTML page that loads this documentation tool."""
    expect_status(response, 200)
    answer = exchange_of(response).response
    if answer.media_type != "text/html":
        kind = answer.media_type or "no content type"
        got = f"{kind}: {answer.text.strip()}"
        fail(Aspect.KIND, f"an HTML page with {title}", got, response, "text/html")
    if not any(mark in answer.text.lower() for mark in marks):
        fail(
            Aspect.NAMED, f"a page with {title}", f"a page without it: {answer.text.strip()}", response, title
        )


def expect_pointer(client, page):
    """One of the addresses that the page names for its schema is this app's, and answers 200 with a schema."""
    wanted = "a page that points at a schema of this app which answers 200"
    text = html.unescape(exchange_of(page).response.text).replace("\\/", "/")
    names = list(dict.fromkeys(POINTER.findall(text) or ADDRESS.findall(text)))[:9]
    got = "a page that points at no schema"
    for name in names:
        target = own_path(client, page, name)
        if target is None:
            continue
        answer = exchange_of(client.get(target)).response
        if answer.status == 200 and "openapi" in answer.text.lower():
            return
        what = "what is no schema" if answer.status == 200 else f"status {answer.status}"
        got = f"a page that points at {name}, which answers with {what}"
    fail(Aspect.NAMED, wanted, got, page, "schema")


def own_path(client, page, name):
    """The path of an address in a page of this app; None for an address that is somewhere else."""
    try:
        parts = urlsplit(urljoin(str(page.url), name))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in (client.base_url.host, "localhost"):
        return None
    path = f"/{parts.path.lstrip('/')}"
    return f"{path}?{parts.query}" if parts.query else path
