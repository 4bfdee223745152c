"""One failed task's evidence, with the questions that the rules ask of it."""

from __future__ import annotations

from functools import cached_property

from checker.coaching.routes import Asked, matching
from checker.coaching.source import find_function, place_of
from checker.coaching.written import Function
from checker.core.evidence import Evidence, Frame, Mismatch, Raised, Route
from checker.core.exchanges import Exchange, Request, Response
from checker.core.reports import Place

TITLES = {"flask": "Flask", "fastapi": "FastAPI"}

_BUILT_IN = frozenset({"static", "openapi", "swagger_ui_html", "swagger_ui_redirect", "redoc_html"})
"""The names of the routes that a framework adds by itself."""


class Seen:
    """What was seen when one task failed."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.run = evidence.run
        self.sources = evidence.sources
        self.framework = evidence.framework
        self.title = TITLES[evidence.framework]

    @property
    def mismatch(self) -> Mismatch:
        """What was expected and what came."""
        return self.evidence.mismatch

    @property
    def exchange(self) -> Exchange | None:
        """The exchange that was not as expected."""
        return self.mismatch.exchange

    @property
    def request(self) -> Request | None:
        """Its request."""
        return self.exchange.request if self.exchange else None

    @property
    def response(self) -> Response | None:
        """Its answer."""
        return self.exchange.response if self.exchange else None

    @property
    def status(self) -> int | None:
        """The answer's status."""
        return self.response.status if self.response else None

    @cached_property
    def raised(self) -> Raised | None:
        """The exception that left the view while it answered this very request."""
        port = self.exchange.local_port if self.exchange else None
        mine = [raised for raised in self.run.raised if raised.port == port and port is not None]
        return mine[-1] if mine else None

    @cached_property
    def asked(self) -> Asked | None:
        """The request as the route table looks at it."""
        return Asked(self.request.method, self.request.path) if self.request else None

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The learner's own routes: a class or a bound method may stand there without a place."""
        return tuple(
            route
            for route in self.run.routes
            if route.place is not None or (route.rule and route.endpoint not in _BUILT_IN)
        )

    @cached_property
    def route(self) -> Route | None:
        """The route that took this request, by the framework's own order."""
        return matching(self.framework, self.routes, self.asked) if self.asked else None

    @cached_property
    def function(self) -> Function | None:
        """The source of the function that took this request."""
        return find_function(self.sources, self.route.place if self.route else None)

    def place(self, frame: Frame | None) -> Place | None:
        """A place with the text of its line."""
        return place_of(self.sources, frame)

    @property
    def view_place(self) -> Place | None:
        """Where the function that took this request begins."""
        return self.place(self.route.place) if self.route else None

    def where(self, route: Route) -> str:
        """The place of a route's function in brackets, with a space before; empty where it is not known."""
        place = self.place(route.place)
        return f" ({place})" if place else ""
