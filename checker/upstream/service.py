"""What the upstream knows and remembers: prices, reports, sessions, and who is waiting right now."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

Answer = tuple[int, dict[str, object] | None]
"""A status and a JSON object; None for an empty body."""

PATIENCE = 2.0
"""Seconds for which a held request waits for company before it is let go."""
PRICES = {"ACME": 1.5, "GLOBEX": 20.25, "HOOLI": 7.75, "INITECH": 3.0, "UMBRELLA": 12.5}
"""What is known where nobody said otherwise: for a learner who runs the service by hand."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that came in."""

    method: str
    target: str
    status: int

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


class Upstream:
    """The service behind `UPSTREAM_URL`. Every method may be called from any thread.

    Nothing here measures time to judge an app: a test says how many requests it expects in flight at once,
    the service holds them until so many are there, and `most_in_flight` says how many there ever were.
    """

    def __init__(self, *, report_seconds: float = 0.0, patience: float = PATIENCE) -> None:
        self._report_seconds = report_seconds
        self._patience = patience
        self._news = threading.Condition()
        self._prices: dict[str, float] = dict(PRICES)
        self._failing = False
        self._total = 0
        self._calls: list[Call] = []
        self._in_flight: list[str] = []
        self._most_in_flight = 0
        self._expected = 0
        self._held = ""
        self._open: set[str] = set()
        self._opened: list[str] = []

    # What a test says

    def begin_test(self) -> None:
        """Forget what earlier tests asked for and did; a session that is still open stays open."""
        with self._news:
            self._prices = dict(PRICES)
            self._failing = False
            self._held, self._expected, self._most_in_flight = "", 0, 0
            self._calls.clear()
            self._opened.clear()
            self._news.notify_all()

    def know(self, prices: dict[str, float]) -> None:
        """Answer with these prices and no others."""
        with self._news:
            self._prices = dict(prices)

    def expect_together(self, number: int) -> None:
        """Hold the requests that come from now on until `number` of them are in flight at once."""
        with self._news:
            self._expected = number
            self._most_in_flight = 0

    def hold(self, path: str) -> None:
        """Hold requests for a path until `release`."""
        with self._news:
            self._held = path

    def release(self) -> None:
        """Let everything go that is held."""
        with self._news:
            self._held = ""
            self._expected = 0
            self._news.notify_all()

    def fail(self, failing: bool = True) -> None:
        """Answer requests for a year's report with 503, or no longer."""
        with self._news:
            self._failing = failing

    # What a test asks

    @property
    def most_in_flight(self) -> int:
        """The most requests that were in flight at once since `expect_together`."""
        with self._news:
            return self._most_in_flight

    def calls(self, path: str = "") -> list[Call]:
        """The answered requests whose path begins so, in order."""
        with self._news:
            return [call for call in self._calls if call.path.startswith(path)]

    @property
    def opened_sessions(self) -> list[str]:
        """The ids of all sessions that were ever opened, in order."""
        with self._news:
            return list(self._opened)

    @property
    def open_sessions(self) -> set[str]:
        """The ids of the sessions that nobody has closed."""
        with self._news:
            return set(self._open)

    def wait_until_in_flight(self, path: str, seconds: float) -> bool:
        """Wait until a request for that path is being held. False where none came in time."""
        with self._news:
            return self._news.wait_for(lambda: path in self._in_flight, seconds)

    def wait_until_closed(self, session_id: str, seconds: float) -> bool:
        """Wait until a session is closed. False where it still is open."""
        with self._news:
            return self._news.wait_for(lambda: session_id not in self._open, seconds)

    # What a request gets

    def answer(self, method: str, target: str) -> Answer:
        """Take part in what is held, then answer, and remember it."""
        path = unquote(urlsplit(target).path)
        self._come_in(path)
        try:
            status, body = self._found(method, path, parse_qs(urlsplit(target).query))
        finally:
            self._go_out(path)
        with self._news:
            self._calls.append(Call(method, target, status))
            self._news.notify_all()
        return status, body

    def _come_in(self, path: str) -> None:
        with self._news:
            self._in_flight.append(path)
            self._most_in_flight = max(self._most_in_flight, len(self._in_flight))
            self._news.notify_all()
            if not self._news.wait_for(lambda: self._may_go(path), self._patience):
                # One request has waited in vain; the others of a serial app need not wait as well.
                self._expected = 0
            if path == "/report" and self._report_seconds:
                self._news.wait_for(lambda: False, self._report_seconds)

    def _may_go(self, path: str) -> bool:
        return self._most_in_flight >= self._expected and (path != self._held or not self._held)

    def _go_out(self, path: str) -> None:
        with self._news:
            self._in_flight.remove(path)

    def _found(self, method: str, path: str, query: dict[str, list[str]]) -> Answer:
        routes: dict[tuple[str, str], Callable[[str, dict[str, list[str]]], Answer]] = {
            ("GET", "quotes"): self._quote,
            ("GET", "report"): self._slow_report,
            ("GET", "reports"): self._report,
            ("POST", "sessions"): self._open_session,
            ("DELETE", "sessions"): self._close_session,
        }
        kind, _, rest = path.strip("/").partition("/")
        with self._news:
            return routes.get((method, kind), self._nothing)(rest, query)

    def _nothing(self, _: str, __: dict[str, list[str]]) -> Answer:
        return 404, {"error": "no such path"}

    def _slow_report(self, _: str, __: dict[str, list[str]]) -> Answer:
        return 200, {"report": "all is well"}

    def _quote(self, symbol: str, _: dict[str, list[str]]) -> Answer:
        if symbol not in self._prices:
            return 404, {"error": "unknown symbol", "symbol": symbol}
        return 200, {"symbol": symbol, "price": self._prices[symbol]}

    def _report(self, year: str, query: dict[str, list[str]]) -> Answer:
        if self._failing:
            return 503, {"error": "try again later"}
        if not year.isdecimal():
            return 404, {"error": "no such year"}
        self._total += 1
        currency = query.get("currency", ["EUR"])[0]
        return 200, {"year": int(year), "currency": currency, "total": 1000 + self._total}

    def _open_session(self, _: str, __: dict[str, list[str]]) -> Answer:
        session_id = uuid.uuid4().hex[:12]
        self._open.add(session_id)
        self._opened.append(session_id)
        return 201, {"id": session_id}

    def _close_session(self, session_id: str, _: dict[str, list[str]]) -> Answer:
        if session_id not in self._open:
            return 404, {"error": "no such session"}
        self._open.remove(session_id)
        return 204, None
