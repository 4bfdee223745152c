"""One failed task's evidence, with the questions that the rules ask of it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cached_property

from checker.coaching.reading.routes import Asked, matching
from checker.coaching.reading.source import Node, find_function, nodes, place_in, place_of
from checker.coaching.reading.written import Function
from checker.core.evidence import Aspect, Evidence, Frame, Mismatch, Raised, Route
from checker.core.exchanges import Exchange, Request, Response
from checker.core.reports import Place

TITLES = {"flask": "Flask", "fastapi": "FastAPI"}

NOT_JSON = object()
"""What an answer is as JSON that is none, or that did not come."""

_BUILT_IN = frozenset({"static", "openapi", "swagger_ui_html", "swagger_ui_redirect", "redoc_html"})
"""The names of the routes that a framework adds by itself."""


class Seen:
    """What was seen when one task failed."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.run = evidence.run
        self.sources = evidence.sources
        self.pages = evidence.pages
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

    @property
    def is_fine(self) -> bool:
        """Whether the status says that all went well."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def should_be_refused(self) -> bool:
        """Whether the status was to say that the request is at fault."""
        expected = self.mismatch.expected_value
        return self.mismatch.aspect is Aspect.STATUS and type(expected) is int and 400 <= expected < 500

    @property
    def should_be_fine(self) -> bool:
        """Whether the request was to be answered as one that is right."""
        expected = self.mismatch.expected_value
        return (
            not self.should_be_refused and self.mismatch.aspect is not Aspect.NAMED and expected is not None
        )

    @cached_property
    def json(self) -> object:
        """The answer's body as JSON; NOT_JSON where it is none."""
        try:
            return json.loads(self.response.text) if self.response else NOT_JSON
        except (ValueError, RecursionError):
            return NOT_JSON

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
        if self.asked is None:
            return None
        found = matching(self.framework, self.routes, self.asked)
        if found is None and self.framework == "flask" and self.status != 404:  # strict_slashes may be off
            found = matching(self.framework, self.routes, Asked(self.asked.method, f"{self.asked.path}/"))
        return found

    @cached_property
    def function(self) -> Function | None:
        """The source of the function that took this request."""
        return find_function(self.sources, self.route.place if self.route else None)

    def place(self, frame: Frame | None) -> Place | None:
        """A place with the text of its line, in Python or in a template."""
        return place_of((*self.sources, *self.pages), frame)

    @property
    def view_place(self) -> Place | None:
        """Where the function that took this request begins."""
        return self.place(self.route.place) if self.route else None

    def place_for(self, method: str) -> Place | None:
        """Where the function begins that answers this path with another method."""
        asked = Asked(method, self.asked.path) if self.asked else None
        route = matching(self.framework, self.routes, asked) if asked else None
        return self.place(route.place) if route else None

    def where(self, route: Route) -> str:
        """The place of a route's function in brackets, with a space before; empty where it is not known."""
        place = self.place(route.place)
        return f" ({place})" if place else ""

    def line_of(self, node: ast.expr | ast.stmt | ast.arg, route: Route | None = None) -> Place | None:
        """Where a node of a route's function stands; without a route, of the one that took this request."""
        route = route or self.route
        frame = route.place if route else None
        return place_in(self.sources, frame.file, node.lineno) if frame else None

    def at(self, found: Node) -> Place:
        """Where a node stands that was found in one of the files."""
        file, node = found
        return place_in(self.sources, file, getattr(node, "lineno", None))

    @property
    def who(self) -> str:
        """The function that took this request, with its place, as the subject of a sentence."""
        return f"{self.route.endpoint}(){self.where(self.route)}" if self.route else "your app"

    @property
    def request_line(self) -> str:
        """The request as a few words: its method and its target."""
        return f"{self.request.method} {self.request.target}" if self.request else "the request"

    def view_nodes(self) -> Iterator[Node]:
        """The nodes of the function that took the request; of every file where that function is not known."""
        frame = self.route.place if self.route else None
        if self.function is not None and frame is not None:
            yield from ((frame.file, node) for node in ast.walk(self.function))
        else:
            yield from nodes(self.sources)

    def raising_nodes(self) -> Iterator[Node]:
        """The nodes that begin on the learner's line that raised."""
        frame = self.raised.place if self.raised else None
        for file, node in nodes(self.sources):
            if frame is not None and file == frame.file and getattr(node, "lineno", None) == frame.line:
                yield file, node
