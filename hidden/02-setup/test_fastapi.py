"""02-setup in FastAPI."""

import pytest

from checker.probing.expect import (
    expect_json,
    expect_no_server_at_import,
    expect_path_in_schema,
    expect_status,
)


@pytest.mark.task("home")
def test_home(client):
    """GET / is the JSON {"Hello": "World"}."""
    expect_json(client.get("/"), {"Hello": "World"})


@pytest.mark.task("import-safe")
def test_import_safe(app):
    """Importing the file starts no server."""
    expect_no_server_at_import(app)


@pytest.mark.task("docs")
def test_docs(client):
    """GET /docs answers with the documentation page."""
    expect_status(client.get("/docs"), 200)


@pytest.mark.task("docs")
def test_schema(client):
    """GET /openapi.json lists the path / with the method GET."""
    expect_path_in_schema(client.get("/openapi.json"), "/", "get")
