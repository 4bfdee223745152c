"""An exception left the view: which one, and at which of the learner's lines."""

from __future__ import annotations

import ast

from checker.coaching.seen import Seen
from checker.coaching.source import find_function
from checker.core.evidence import Raised
from checker.core.reports import Diagnosis, Place


def exits(seen: Seen) -> Diagnosis | None:
    """The view called exit."""
    raised = seen.raised
    if raised is None or raised.type not in {"SystemExit", "KeyboardInterrupt"}:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "exit-in-view",
        f"The view ends with {raised.type} at {place or 'a line of yours'} instead of an answer.",
        place,
        "A view must return its answer. exit() is for programs that a person runs.",
    )


def endless_recursion(seen: Seen) -> Diagnosis | None:
    """A function calls itself without end."""
    raised = seen.raised
    if raised is None or raised.type != "RecursionError":
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "endless-recursion",
        f"A function calls itself until Python stops it, at {place}: RecursionError.",
        place,
        "What case should end the recursion? It is never reached.",
    )


def no_valid_response(seen: Seen) -> Diagnosis | None:
    """Flask could make no answer of what the view returned."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or raised.own or "valid response" not in raised.message:
        return None
    function = find_function(seen.sources, seen.route.place if seen.route else None)
    returns = _returns(function)
    name = f"{seen.route.place.function}()" if seen.route and seen.route.place else "The view"
    if "None" in raised.message or (function is not None and not returns):
        return Diagnosis(
            "view-returned-none",
            f"{name} comes to its end without returning anything, so Flask has nothing to send.",
            seen.view_place,
            "print() writes to your terminal. The browser gets what the view returns, on every way through it.",
        )
    kind = (
        raised.message.rpartition(" was a ")[2].strip(". ") if " was a " in raised.message else "such a value"
    )
    place = _at(seen, returns[-1]) if returns else seen.view_place
    return Diagnosis(
        "view-returned-wrong-type",
        f"{name} returns a value of type {kind}, and Flask can make no answer of that.",
        place,
        "A Flask view may return text, a dict, a list, or a response object; a status goes beside the body.",
    )


def cannot_build_url(seen: Seen) -> Diagnosis | None:
    """url_for was asked for an endpoint or values that the route table does not have."""
    raised = seen.raised
    if raised is None or raised.short_type not in {"BuildError", "NoMatchFound"}:
        return None
    names = [route.endpoint for route in seen.routes]
    place = seen.place(raised.place)
    return Diagnosis(
        "url-for-not-built",
        f"url_for at {place} asks for a URL that cannot be built: {raised.message}",
        place,
        "url_for takes the endpoint, which is the view function's name, and a value for each variable of its"
        f" rule. The endpoints here: {', '.join(names)}.",
    )


def missing_view_argument(seen: Seen) -> Diagnosis | None:
    """The view's parameters and the variables of its rule differ."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or raised.own or raised.frames or seen.route is None:
        return None
    if "argument" not in raised.message:
        return None
    return Diagnosis(
        "view-arguments-differ",
        f"The rule '{seen.route.rule}' and the parameters of its view differ: {raised.message}",
        seen.view_place,
        "Each variable in the rule is passed to the view under its own name: the view needs a parameter"
        " with exactly that name, and no other without a default.",
    )


def response_does_not_fit(seen: Seen) -> Diagnosis | None:
    """FastAPI refused the app's own answer."""
    raised = seen.raised
    if raised is None or raised.short_type != "ResponseValidationError":
        return None
    return Diagnosis(
        "response-does-not-fit",
        "What the function returns does not fit the type after its `->` (or its response_model), so FastAPI"
        " answers 500.",
        seen.view_place,
        "The annotation of the return value is a promise that FastAPI keeps. Change the value or the promise.",
    )


def template_problem(seen: Seen) -> Diagnosis | None:
    """The template is missing or cannot be read."""
    raised = seen.raised
    if raised is None or not raised.type.startswith("jinja2."):
        return None
    causes = {"TemplateNotFound": "template-not-found", "TemplateSyntaxError": "template-syntax"}
    place = seen.place(raised.place)
    return Diagnosis(
        causes.get(raised.short_type, "template-error"),
        f"{raised.short_type}: {raised.message} (asked for at {place})",
        place,
        "Flask looks for templates in the folder templates/ beside the file that makes the app.",
    )


def any_other(seen: Seen) -> Diagnosis | None:
    """Any exception, with the learner's own line."""
    raised = seen.raised
    if raised is None:
        return None
    place = seen.place(raised.place) or seen.view_place
    where = f" at {place}" if place else ""
    return Diagnosis(
        "exception-in-view",
        f"Your code raises {raised.short_type}{where}: {_first_line(raised)}",
        place,
        "Read the line and ask which value in it is not what you think. print() shows it in the app's output.",
    )


def _first_line(raised: Raised) -> str:
    return raised.message.partition("\n")[0][:300]


def _returns(function: ast.AST | None) -> list[ast.Return]:
    nodes = ast.walk(function) if function is not None else ()
    return [node for node in nodes if isinstance(node, ast.Return) and node.value is not None]


def _at(seen: Seen, node: ast.Return) -> Place | None:
    from checker.coaching.source import place_in

    frame = seen.route.place if seen.route else None
    return place_in(seen.sources, frame.file, node.lineno) if frame else None


RULES = (
    exits,
    endless_recursion,
    no_valid_response,
    cannot_build_url,
    missing_view_argument,
    response_does_not_fit,
    template_problem,
    any_other,
)
