"""Talks to the upstream service: yearly reports, and sessions that somebody has to close.

This file is given. Read it, import from it, and leave it as it is.
"""

import os

import httpx

# `kata check` says where the service is. By hand: start it with `kata upstream`, in another terminal.
UPSTREAM_URL = os.environ.get("UPSTREAM_URL", "http://127.0.0.1:9000")

# trust_env=False: the service is on this machine, so no proxy stands between.
_client = httpx.Client(base_url=UPSTREAM_URL, timeout=4, trust_env=False)


class UpstreamError(Exception):
    """The service gave no report this time."""


class Session:
    """A session at the service. It stays open there until `close()` is called."""

    def __init__(self, session_id):
        self.id = session_id

    def close(self):
        """Close it. Closing it a second time does nothing."""
        _client.delete(f"/sessions/{self.id}")


def fetch_report(year, currency="EUR"):
    """The report of a year as a dict: year, currency, total. Each call costs the service real work.

    Raises UpstreamError where the service gives none.
    """
    try:
        answer = _client.get(f"/reports/{year}", params={"currency": currency})
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise UpstreamError(f"no report for {year} in {currency}") from error
    return answer.json()


def open_session():
    """Open a session. Whoever opens one has to close it."""
    answer = _client.post("/sessions")
    answer.raise_for_status()
    return Session(answer.json()["id"])
