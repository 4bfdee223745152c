"""An exception left the view: which one, and at which of the learner's lines."""

from __future__ import annotations

import ast

from checker.coaching.parameters import own_nodes
from checker.coaching.seen import Seen
from checker.coaching.written import Function, last_name
from checker.core.evidence import Raised
from checker.core.reports import Diagnosis


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
    function = seen.function
    returns = returns_of(function)
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
    if (diagnosis := set_returned(seen)) is not None:
        return diagnosis
    doubtful = [node for node in returns if not isinstance(node.value, _SENDABLE)] or returns
    place = seen.line_of(doubtful[-1]) if doubtful else seen.view_place
    return Diagnosis(
        "view-returned-wrong-type",
        f"{name} returns a value of type {kind}, and Flask can make no answer of that.",
        place,
        "A Flask view may return text, a dict, a list, or a response object; a status goes beside the body.",
    )


def set_returned(seen: Seen) -> Diagnosis | None:
    """The view returns `{a, b}`: a set, where a dict was asked for."""
    made = next((node for node in returns_of(seen.function) if isinstance(node.value, ast.Set)), None)
    if made is None:
        return None
    return Diagnosis(
        "set-instead-of-dict",
        f"Braces with commas alone make a set, and a set is no JSON object: {seen.line_of(made)}.",
        seen.line_of(made),
        "A dict has a colon between each key and its value.",
    )


def undefined_name(seen: Seen) -> Diagnosis | None:
    """A name that nothing defines."""
    raised = seen.raised
    if raised is None or raised.type not in {"NameError", "UnboundLocalError"}:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "undefined-name",
        f"{place or 'Your code'} uses a name that is not there: {_first_line(raised)}",
        place,
        "Is it imported at the top of the file? Is it a parameter of the function? Compare the letters.",
    )


def not_json(seen: Seen) -> Diagnosis | None:
    """A value that JSON has no way to write."""
    raised = seen.raised
    marks = ("not JSON serializable", "Unable to serialize")
    if raised is None or not any(mark in raised.message for mark in marks):
        return None
    place = seen.place(raised.place) or seen.view_place
    return Diagnosis(
        "not-json-serializable",
        f"The answer of {place or 'your view'} cannot be written as JSON: {_first_line(raised)}",
        place,
        "JSON has objects, lists, texts, numbers, true, false and null. Make one of them of anything else"
        " before you return it.",
    )


def flask_in_fastapi(seen: Seen) -> Diagnosis | None:
    """Flask's `request`, or something else that only a running Flask app has."""
    raised = seen.raised
    if seen.framework != "fastapi" or raised is None or "orking outside of" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "other-frameworks-way",
        f"{place or 'Your code'} asks Flask for the request, and the app that runs here is a FastAPI app.",
        place,
        "FastAPI gives a function what it asks for: a value of the path or of the query through a parameter of the"
        " same name, the whole request through a parameter with the type Request.",
    )


def added_too_late(seen: Seen) -> Diagnosis | None:
    """A route or a handler, added while requests are answered."""
    raised = seen.raised
    if raised is None or "setup method" not in raised.message or "no longer be called" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "route-added-too-late",
        f"{place or 'Your code'} changes the app while it answers requests, and Flask refuses that.",
        place,
        "Routes and handlers are added once, when the file is read: outside of the views.",
    )


def foreign_exception(seen: Seen) -> Diagnosis | None:
    """The way to answer with an error that the other framework has."""
    raised = seen.raised
    foreign = ("werkzeug.exceptions.",) if seen.framework == "fastapi" else ("fastapi.", "starlette.")
    if raised is None or not raised.type.startswith(foreign) or not raised.type.endswith(_HTTP_ERRORS):
        return None
    place = seen.place(raised.place)
    ours = "abort(404)" if seen.framework == "flask" else "raise HTTPException(404)"
    return Diagnosis(
        "other-frameworks-error",
        f"{place or 'Your code'} raises {raised.short_type} of another framework, and {seen.title} does not know it.",
        place,
        f"In {seen.title}, a function ends with an error status by its own way, such as {ours}.",
    )


_HTTP_ERRORS = ("HTTPException", "NotFound", "BadRequest", "Unauthorized", "Forbidden", "MethodNotAllowed",
                "Conflict", "UnprocessableEntity", "UnsupportedMediaType")  # fmt: skip


def status_as_text(seen: Seen) -> Diagnosis | None:
    """HTTPException was given its text where the status belongs: the framework fails at it later on."""
    raised = seen.raised
    if raised is None or raised.own:
        return None
    calls = (node for node in own_nodes(seen.function) if isinstance(node, ast.Call))
    for call in calls:
        text = _first_text(call) if last_name(call.func) == "HTTPException" else None
        if text is not None and text in raised.message and seen.route and seen.route.place:
            place = seen.line_of(call)
            return Diagnosis(
                "status-comes-first",
                f"{place}: the first argument of HTTPException is the status, and {text!r} is none.",
                place,
                "The status is a number and comes first; the text is the argument detail.",
            )
    return None


def bad_number_crashes(seen: Seen) -> Diagnosis | None:
    """int() or float() of a text that is no number."""
    raised = seen.raised
    marks = ("invalid literal for int()", "could not convert string to float")
    if raised is None or not raised.own or not raised.message.startswith(marks):
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "bad-number-crashes",
        f"{place or 'Your code'} makes a number of a text that is none: {_first_line(raised)}",
        place,
        "What a client sends may be anything. Let the framework check it: in Flask a converter in the path, or the"
        " argument type of get(); in FastAPI a type on the parameter. Or catch the ValueError.",
    )


def text_and_number(seen: Seen) -> Diagnosis | None:
    """A text and a number, added or compared."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or not raised.own:
        return None
    if not ("concatenate str" in raised.message or ("'str'" in raised.message and "'int'" in raised.message)):
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "text-and-number-mixed",
        f"{place or 'Your code'} puts a text and a number together: {_first_line(raised)}",
        place,
        "What comes in a URL is text until something turns it into a number: a converter in the rule (Flask)"
        " or a type on the parameter (FastAPI).",
    )


def missing_key(seen: Seen) -> Diagnosis | None:
    """A dict that does not have the key, or a list that is not as long."""
    raised = seen.raised
    if raised is None or raised.type not in {"KeyError", "IndexError"} or not raised.own:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "key-not-there",
        f"{place or 'Your code'} takes something out of a collection that does not have it:"
        f" {raised.short_type} {_first_line(raised)}",
        place,
        "Ask first whether it is there, or use .get(). What should the answer be when it is not?",
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


_SENDABLE = (ast.Dict, ast.List, ast.Tuple, ast.JoinedStr)
"""What Flask can certainly make an answer of."""


def returns_of(function: Function | None) -> list[ast.Return]:
    """Every `return` with a value in a function, in order, without those of functions inside it."""
    found = [node for node in own_nodes(function) if isinstance(node, ast.Return) and node.value is not None]
    return sorted(found, key=lambda node: node.lineno)


def _first_text(call: ast.Call) -> str | None:
    """The text that a call is given as its first argument."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


RULES = (
    exits,
    endless_recursion,
    no_valid_response,
    undefined_name,
    flask_in_fastapi,
    added_too_late,
    foreign_exception,
    status_as_text,
    not_json,
    bad_number_crashes,
    text_and_number,
    missing_key,
    cannot_build_url,
    missing_view_argument,
    response_does_not_fit,
    template_problem,
    any_other,
)
