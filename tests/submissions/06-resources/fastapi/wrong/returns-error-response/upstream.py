"""Talks to the upstream service: sessions that somebody has to close.

This file is given. Read it, import from it, and leave it as it is.
"""

import os

import httpx

# `kata check` says where the service is. By hand: start it with `kata upstream`, in another terminal.
UPSTREAM_URL = os.environ.get("UPSTREAM_URL", "http://127.0.0.1:9000")

# trust_env=False: the service is on this machine, so no proxy stands between.
_client = httpx.Client(base_url=UPSTREAM_URL, timeout=4, trust_env=False)


class Session:
    """A session at the service. It stays open there until `close()` is called."""

    def __init__(self, session_id: str) -> None:
        self.id = session_id

    def close(self) -> None:
        """Close it. Closing it a second time does nothing."""
        _client.delete(f"/sessions/{self.id}")


def open_session() -> Session:
    """Open a session. Whoever opens one has to close it."""
    answer = _client.post("/sessions")
    answer.raise_for_status()
    return Session(answer.json()["id"])
