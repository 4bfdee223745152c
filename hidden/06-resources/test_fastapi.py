"""06-resources in FastAPI."""

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import expect_json, expect_refusal, expect_status, fail, json_of

SECONDS = 2.0
TOKEN = "kata-admin"
both_lists = pytest.mark.parametrize("path", ["/users", "/items"])
both_admin_paths = pytest.mark.parametrize("path", ["/admin/stats", "/admin/users"])


@pytest.mark.task("shared")
@both_lists
def test_defaults(client, path):
    """GET /users and GET /items are each the JSON {"skip": 0, "limit": 10} where nothing is asked for."""
    expect_json(client.get(path), {"skip": 0, "limit": 10})


@pytest.mark.task("shared")
@both_lists
def test_what_was_asked_for(client, draw, path):
    """GET /users and GET /items with skip=S and limit=L are each the JSON {"skip": S, "limit": L}."""
    skip, limit = draw.integer(1, 500), draw.integer(11, 99)
    expect_json(client.get(path, params={"skip": skip, "limit": limit}), {"skip": skip, "limit": limit})
    expect_json(client.get(path, params={"skip": skip}), {"skip": skip, "limit": 10})
    expect_json(client.get(path, params={"limit": limit}), {"skip": 0, "limit": limit})


@pytest.mark.task("shared")
@both_lists
def test_the_largest_limit(client, draw, path):
    """GET /users and GET /items take limit=100, and refuse a limit over 100 with 422."""
    expect_json(client.get(path, params={"limit": 100}), {"skip": 0, "limit": 100})
    for limit in (101, draw.integer(102, 9999)):
        expect_refusal(client.get(path, params={"limit": limit}), 422, 400)


@pytest.mark.task("session")
def test_session(client, upstream):
    """GET /session opens one session, is the JSON {"session": <its id>}, and the session is closed soon."""
    for number in range(2):
        answer = client.get("/session")
        expect_status(answer, 200)
        session = expect_one_opened(upstream.opened_sessions[number:], answer)
        expect_json(answer, {"session": session})
        expect_closed(upstream, session, answer)


@pytest.mark.task("cleanup")
def test_session_of_a_crash(client, upstream):
    """GET /session/crash opens one session, raises and so is 500, and the session is closed as well."""
    for number in range(2):
        answer = client.get("/session/crash")
        expect_status(answer, 500)
        session = expect_one_opened(upstream.opened_sessions[number:], answer)
        expect_closed(upstream, session, answer)


@pytest.mark.task("once")
def test_one_session_for_two(client, upstream):
    """GET /session/summary opens one session, and is the JSON {"orders": <its id>, "customers": <its id>}."""
    for number in range(2):
        answer = client.get("/session/summary")
        expect_status(answer, 200)
        session = expect_one_opened(upstream.opened_sessions[number:], answer)
        expect_json(answer, {"orders": session, "customers": session})


@pytest.mark.task("guard")
@both_admin_paths
def test_right_token(client, path):
    """GET /admin/stats and GET /admin/users with the header X-Token: kata-admin are each 200 and JSON."""
    answer = client.get(path, headers={"X-Token": TOKEN})
    expect_status(answer, 200)
    json_of(answer, "of any kind")


@pytest.mark.task("guard")
@both_admin_paths
def test_missing_token(client, path):
    """GET /admin/stats and GET /admin/users without the header X-Token are each 401."""
    expect_refusal(client.get(path), 401)


@pytest.mark.task("guard")
@both_admin_paths
def test_wrong_token(client, draw, path):
    """GET /admin/stats and GET /admin/users with another X-Token are each 403."""
    for token in (f"{draw.word()}-{draw.integer(100, 999)}", f"{TOKEN}-{draw.word()}"):
        expect_refusal(client.get(path, headers={"X-Token": token}), 403)


def expect_one_opened(sessions, answer):
    """The request opened one session: its id."""
    if len(sessions) != 1:
        got = f"{len(sessions) or 'no'} session{'s' if len(sessions) != 1 else ''} opened at the upstream"
        fail(Aspect.UPSTREAM, "one session opened at the upstream", got, answer)
    return sessions[0]


def expect_closed(upstream, session, answer):
    """The session is closed, if not yet, then soon."""
    if not upstream.wait_until_closed(session, SECONDS):
        got = f"the session {session} still open {SECONDS:.0f} seconds after the answer"
        fail(Aspect.UPSTREAM, "the session closed", got, answer)
