"""02-setup in Flask."""

import pytest

from checker.probing.expect import expect_debug_run, expect_no_server_at_import, expect_text


@pytest.mark.task("home")
def test_home(client):
    """GET / is the text 'Hello, World!'."""
    expect_text(client.get("/"), "Hello, World!")


@pytest.mark.task("import-safe")
def test_import_safe(app):
    """Importing the file starts no server."""
    expect_no_server_at_import(app)


@pytest.mark.task("script")
def test_script(script, script_client):
    """Running the file calls run(debug=True), on an app that has its home page at that moment."""
    expect_text(script_client.get("/"), "Hello, World!")
    expect_debug_run(script)
