"""The upstream: what it answers, what it holds, and what it remembers."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from support import ROOT

from checker.upstream.page import page_of
from checker.upstream.server import running_upstream
from checker.upstream.service import Upstream


@pytest.fixture
def upstream():
    return Upstream(patience=10.0)


@pytest.fixture
def url(upstream):
    with running_upstream(upstream) as address:
        yield address


def ask(address, method="GET"):
    """The status and the JSON value of an answer; None for an empty one."""
    request = urllib.request.Request(address, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            body = answer.read()
            return answer.status, json.loads(body) if body else None
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def test_a_known_symbol_has_a_price(upstream, url):
    """GET /quotes/<symbol> is the symbol with its price."""
    upstream.know({"ACME": 2.25})
    assert ask(f"{url}/quotes/ACME") == (200, {"symbol": "ACME", "price": 2.25})


def test_an_unknown_symbol_is_404(upstream, url):
    """A symbol that is not known is 404, and the answer names it."""
    upstream.know({})
    assert ask(f"{url}/quotes/ACME") == (404, {"error": "unknown symbol", "symbol": "ACME"})


def test_each_report_has_another_total(url):
    """GET /reports/<year> never gives the same total twice, so a cached one shows."""
    first, second = (ask(f"{url}/reports/2024?currency=USD")[1] for _ in range(2))
    assert (first["year"], first["currency"]) == (2024, "USD")
    assert first["total"] != second["total"]


def test_a_report_has_euros_where_nothing_is_said(url):
    """The currency is EUR where none is asked for."""
    assert ask(f"{url}/reports/2024")[1]["currency"] == "EUR"


def test_reports_fail_on_demand(upstream, url):
    """Told to fail, it answers reports with 503 until told otherwise."""
    upstream.fail()
    assert ask(f"{url}/reports/2024")[0] == 503
    upstream.fail(False)
    assert ask(f"{url}/reports/2024")[0] == 200


def test_a_session_is_opened_and_closed(upstream, url):
    """POST /sessions opens one, DELETE closes it, and both are counted."""
    status, session = ask(f"{url}/sessions", "POST")
    assert (status, upstream.open_sessions) == (201, {session["id"]})
    assert ask(f"{url}/sessions/{session['id']}", "DELETE") == (204, None)
    assert upstream.open_sessions == set()
    assert upstream.opened_sessions == [session["id"]]
    assert upstream.wait_until_closed(session["id"], 0)


def test_a_session_is_closed_once(url):
    """A session that is not open cannot be closed: 404."""
    assert ask(f"{url}/sessions/none", "DELETE")[0] == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("POST", "/quotes/ACME"), ("DELETE", "/report")]
)
def test_anything_else_is_404(url, method, path):
    """What it does not know is 404."""
    assert ask(url + path, method)[0] == 404


def test_it_holds_requests_until_all_are_there(upstream, url):
    """Told to expect four together, it answers none before four are in flight."""
    upstream.expect_together(4)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ask(f"{url}/quotes/ACME")[0], range(4)))
    assert answers == [200] * 4
    assert upstream.most_in_flight == 4


def test_a_serial_client_waits_once_and_is_counted():
    """Requests that come one after another are let go, and the most in flight was one."""
    upstream = Upstream(patience=0.05)
    upstream.expect_together(3)
    for _ in range(3):
        upstream.answer("GET", "/quotes/ACME")
    assert upstream.most_in_flight == 1


def test_it_holds_a_path_until_it_is_released(upstream, url):
    """A held path is answered after the release; others go on meanwhile."""
    upstream.hold("/report")
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(ask, f"{url}/report")
        assert upstream.wait_until_in_flight("/report", 10)
        assert ask(f"{url}/quotes/ACME")[0] == 200
        assert not held.done()
        upstream.release()
        assert held.result(10)[0] == 200


def test_a_new_test_begins_with_nothing_asked(upstream, url):
    """What an earlier test asked for and did is forgotten."""
    upstream.fail()
    ask(f"{url}/sessions", "POST")
    upstream.begin_test()
    assert (upstream.calls(), upstream.opened_sessions, upstream.most_in_flight) == ([], [], 0)
    assert ask(f"{url}/reports/2024")[0] == 200


def test_calls_are_told_by_path(upstream, url):
    """The calls of one path are told apart from the others."""
    ask(f"{url}/reports/2024?currency=USD")
    ask(f"{url}/quotes/ACME")
    assert [(call.method, call.path) for call in upstream.calls("/reports")] == [("GET", "/reports/2024")]


def test_the_page_shows_what_was_asked_as_text(upstream):
    """The page shows each request, and nothing in an address becomes part of the page."""
    upstream.answer("GET", "/quotes/<script>")
    assert "<script>" not in page_of(upstream)
    assert "/quotes/&lt;script&gt;" in page_of(upstream)


def test_the_command_serves_until_ctrl_c():
    """`kata upstream` says where it is, serves the page, and ends at Ctrl-C."""
    with socket_on_a_free_port() as port:
        pass
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "checker", "upstream", "--port", str(port)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    kill_later = threading.Timer(60, process.kill)
    kill_later.start()
    try:
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        assert ask(f"http://127.0.0.1:{port}/quotes/ACME")[0] == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
            assert "/quotes/ACME" in page.read().decode()
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
        assert "The upstream has ended." in out
        assert process.returncode == 0
    finally:
        kill_later.cancel()
        process.kill()
        process.wait()


def test_a_port_in_use_is_said(kata):
    """A port that is taken is a usage error that says what to do."""
    with socket_on_a_free_port() as port:
        ran = kata("upstream", "--port", str(port))
    assert ran.code == 2
    assert f"Port {port} cannot be used" in ran.err


class socket_on_a_free_port:  # noqa: N801  it is used like a function
    """A listening socket; its port is given."""

    def __enter__(self):
        import socket

        self.socket = socket.create_server(("127.0.0.1", 0))
        return self.socket.getsockname()[1]

    def __exit__(self, *_):
        self.socket.close()
