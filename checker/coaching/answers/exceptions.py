"""An exception left the view: which one, and at which of the learner's lines."""

from __future__ import annotations

import ast

from checker.coaching.answers import names, unsendable
from checker.coaching.answers.nothing_returned import returned_none
from checker.coaching.asking import promised
from checker.coaching.reading.answering import answer_line
from checker.coaching.reading.finding import at, functions
from checker.coaching.reading.parameters import own_nodes, parameters
from checker.coaching.reading.reach import imported_from
from checker.coaching.reading.written import last_name
from checker.coaching.routing import decorators, links
from checker.coaching.seen import Seen
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


def not_json(seen: Seen) -> Diagnosis | None:
    """A value that JSON has no way to write."""
    raised = seen.raised
    marks = ("not JSON serializable", "Unable to serialize")
    if raised is None or not any(mark in raised.message for mark in marks):
        return None
    place = seen.place(raised.place) or answer_line(seen)
    return Diagnosis(
        "not-json-serializable",
        f"The answer of {place or 'your view'} cannot be written as JSON: {_first_line(raised)}",
        place,
        "JSON has objects, lists, texts, numbers, true, false and null. Make one of them of anything else"
        " before you return it.",
    )


def annotation_unknown(seen: Seen) -> Diagnosis | None:
    """FastAPI: a type is written as a text, and there is no type of that name."""
    raised = seen.raised
    if raised is None or "is not fully defined" not in raised.message:
        return None
    for file, function in functions(seen.sources):
        for one in parameters(function):
            if isinstance(one.annotation, ast.Constant) and isinstance(one.annotation.value, str):
                place = at(seen.sources, (file, one))
                return Diagnosis(
                    "annotation-is-no-type",
                    f"The type of {one.arg!r} at {place} is the text {one.annotation.value!r}, and there is no type of"
                    " that name.",
                    place,
                    "A type is a name and stands without quotes: int, str, float, bool, or a class.",
                )
    return None


def flask_in_fastapi(seen: Seen) -> Diagnosis | None:
    """Flask's `request`, or something else that only a running Flask app has."""
    raised = seen.raised
    if seen.framework != "fastapi" or raised is None or "orking outside of" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "other-frameworks-way",
        f"{place or 'Your code'} uses {_flask_names(seen)} of Flask, and the app that runs here is a FastAPI app.",
        place,
        "FastAPI makes JSON of a dict by itself. It gives a function what it asks for: a value of the path or of the"
        " query through a parameter of the"
        " same name, the whole request through a parameter with the type Request.",
    )


def _flask_names(seen: Seen) -> str:
    """What the line that raised uses of what was imported from flask."""
    ours = {node.id for _, node in seen.raising_nodes() if isinstance(node, ast.Name)}
    found = sorted(ours & imported_from(seen, "flask"))
    return found[0] if found else "something"


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


def slice_with_text(seen: Seen) -> Diagnosis | None:
    """A slice with a text for one of its ends."""
    raised = seen.raised
    if raised is None or "slice indices must be integers" not in raised.message or not raised.own:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "slice-with-text",
        f"The slice at {place} has an end that is no number: what comes in the query of an address is text.",
        place,
        "Make numbers of the values before you use them. In Flask, get() takes a type. In FastAPI, the parameter has"
        " one.",
    )


def changed_while_looping(seen: Seen) -> Diagnosis | None:
    """A dict or a set is changed by the loop that goes through it."""
    raised = seen.raised
    if raised is None or "changed size during iteration" not in raised.message or not raised.own:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "changed-while-looping",
        f"The loop at {place} goes through a collection while something is put into it or taken out of it.",
        place,
        "Where you know the key, no loop is needed. Else loop over a copy, such as list(...), and change the original.",
    )


def body_not_parsed(seen: Seen) -> Diagnosis | None:
    """The bytes of the body are used as if they were the dict that is written in them."""
    raised = seen.raised
    if raised is None or raised.type not in {"AttributeError", "TypeError"} or not raised.own:
        return None
    if "'bytes' object" not in raised.message and "byte indices must be" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "body-not-parsed",
        f"{place} uses the bytes of the request's body as if they were a dict: {_first_line(raised)}",
        place,
        "JSON is text until something reads it. In Flask request.get_json() does; in FastAPI await request.json(), or"
        " a parameter with a model's type.",
    )


def type_unknown_to_pydantic(seen: Seen) -> Diagnosis | None:
    """A type in quotes that names no class."""
    raised = seen.raised
    if (
        raised is None
        or raised.short_type != "PydanticUserError"
        or "not fully defined" not in raised.message
    ):
        return None
    return Diagnosis(
        "annotation-is-no-type",
        f"A parameter of {seen.who} has a type in quotes that FastAPI cannot find: {_first_line(raised)[:120]}",
        seen.view_place,
        "A type is a name such as int, without quotes, or a class that the file defines or imports.",
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
        "What comes in a URL is text until something makes a number of it. In Flask that is a converter in the rule, in"
        " FastAPI a type on the parameter.",
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
        "The view gets each variable of the rule under its own name. It needs a parameter with that very name. Any"
        " other parameter needs a default.",
    )


def template_problem(seen: Seen) -> Diagnosis | None:
    """Any other fault of a template."""
    raised = seen.raised
    if raised is None or not raised.type.startswith("jinja2."):
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "template-error",
        f"Jinja stopped at {place}: {raised.short_type}, {raised.message}",
        place,
        "Read the line of the template and ask which value in it is not what you think.",
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


def _first_text(call: ast.Call) -> str | None:
    """The text that a call is given as its first argument."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


RULES = (
    exits,
    endless_recursion,
    *decorators.RULES,
    *unsendable.RULES,
    *names.RULES,
    annotation_unknown,
    flask_in_fastapi,
    added_too_late,
    foreign_exception,
    status_as_text,
    not_json,
    *links.RULES,
    bad_number_crashes,
    slice_with_text,
    changed_while_looping,
    body_not_parsed,
    type_unknown_to_pydantic,
    text_and_number,
    missing_key,
    missing_view_argument,
    *promised.RULES,
    template_problem,
)

LAST = (returned_none, any_other)
"""Where nothing tells the cause, and the rules for values that are misused do not either."""
