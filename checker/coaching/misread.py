"""The right view was reached, and it reads the request wrongly, or another part of it than was sent."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator

from checker.coaching.parameters import parameters_of_own_types
from checker.coaching.seen import Seen
from checker.coaching.sent import FORM, JSON, fields_of, has_header, kind_of
from checker.coaching.source import Node
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

# --- the request is held in the wrong way ---------------------------------------------------------


def coroutine_not_awaited(seen: Seen) -> Diagnosis | None:
    """A coroutine is used as if it were its result."""
    if seen.raised is None or "'coroutine' object" not in seen.raised.message:
        return None
    if not _reads(seen, "json", "form", "body"):
        return None
    place = seen.place(seen.raised.place)
    return Diagnosis(
        "await-missing",
        f"The line at {place} uses a value of the request that is not there yet: it is a coroutine, the promise of"
        " a value.",
        place,
        "In FastAPI the methods of a request, such as json() and form(), have to be awaited, in an `async def`.",
    )


def request_attribute_called(seen: Seen) -> Diagnosis | None:
    """Flask's request.json, .form or .args with parentheses behind it."""
    if seen.raised is None or seen.raised.type != "TypeError" or seen.framework != "flask":
        return None
    for _, node in seen.raising_nodes():
        if isinstance(node, ast.Call) and _is_request_part(node.func, ("json", "form", "args", "values")):
            name = ast.unparse(node.func)
            place = seen.place(seen.raised.place)
            return Diagnosis(
                "request-attribute-called",
                f"{name} at {place} is a value, not a function, and cannot be called.",
                place,
                "Read a field of it with square brackets or with get(), without parentheses after its own name.",
            )
    return None


def method_not_called(seen: Seen) -> Diagnosis | None:
    """A method of the request is used without its parentheses."""
    if seen.raised is None or seen.raised.type not in {"TypeError", "AttributeError"}:
        return None
    if not any(f"'{kind}' object" in seen.raised.message for kind in ("method", "function")):
        return None
    names = ("get_json", "get_data") if seen.framework == "flask" else ("form", "json", "body")
    called = {id(node.func) for _, node in seen.view_nodes() if isinstance(node, ast.Call)}
    for one in seen.view_nodes():
        if _is_request_part(one[1], names) and id(one[1]) not in called:
            name = ast.unparse(one[1])
            return Diagnosis(
                "method-not-called",
                f"{name} at {seen.at(one)} is a method: without parentheses it is not the data that came in.",
                seen.at(one),
                "Call it. In FastAPI also await it, or let FastAPI read the value: a parameter with Form(), with"
                " Body() or of a model's type."
                if seen.framework == "fastapi"
                else "Put parentheses after its name, and use what the call gives back.",
            )
    return None


def json_forced(seen: Seen) -> Diagnosis | None:
    """Flask was told not to look at the content type, or to keep quiet about what it found."""
    if seen.framework != "flask" or not seen.should_be_refused:
        return None
    for call in seen.view_nodes():
        option = _switched_on(call[1], "get_json", ("force", "silent"))
        if option == "force" and seen.mismatch.expected_value == 415:
            return Diagnosis(
                "json-forced",
                f"get_json(force=True) reads any body as JSON, so another content type is answered {seen.status}.",
                seen.at(call),
                "Without that argument Flask looks at the content type first, and refuses others by itself.",
            )
        if option == "silent" and not _is_json_object(seen):
            return Diagnosis(
                "json-silenced",
                "get_json(silent=True) gives None where Flask would have answered 415 or 400 by itself; the answer"
                f" became {seen.status}.",
                seen.at(call),
                "Without that argument Flask refuses another content type and broken JSON by itself.",
            )
    return None


def model_is_no_dict(seen: Seen) -> Diagnosis | None:
    """FastAPI: a model is read with square brackets."""
    if seen.framework != "fastapi" or seen.raised is None or seen.raised.type != "TypeError":
        return None
    models = parameters_of_own_types(seen)
    if not any(
        isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in models
        for _, node in seen.raising_nodes()
    ):
        return None
    place = seen.place(seen.raised.place)
    return Diagnosis(
        "model-is-no-dict",
        f"At {place} an object is read like a dict: {seen.raised.message}.",
        place,
        "A model has attributes: write the field's name after a dot.",
    )


def missing_key_crashes(seen: Seen) -> Diagnosis | None:
    """A dict from JSON has no required keys: a missing one is an exception."""
    raised = seen.raised
    if raised is None or raised.type != "KeyError" or not seen.should_be_refused:
        return None
    if not seen.request or not fields_of(seen.request) or seen.mismatch.expected_value == 404:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "missing-key-crashes",
        f"The request has no {raised.message}, and the line at {place} takes it for granted: KeyError, so the"
        " client gets 500.",
        place,
        "A dict promises no keys. In FastAPI declare what has to come, as Body() parameters or as a model."
        if seen.framework == "fastapi"
        else "A dict promises no keys. Look whether the key is there before you use it.",
    )


# --- what the request carries is looked for in another place --------------------------------------


def form_read_as_json(seen: Seen) -> Diagnosis | None:
    """A form came, and the view waits for JSON."""
    if not seen.request or kind_of(seen.request) != FORM or seen.mismatch.expected_value == 415:
        return None
    if seen.framework == "fastapi":
        if not _form_met_json(seen):
            return None
        how = "Body() and a model read JSON. FastAPI has another class for the fields of a form."
    elif seen.status == 415:
        how = "Flask keeps the fields of a form in another attribute of the request."
    else:
        return None
    return Diagnosis(
        "form-read-as-json",
        f"The request brings a form, and {seen.who} waits for JSON: the answer is {seen.status}.",
        _line(seen, _reads(seen, "json", "get_json")),
        how,
    )


def json_read_as_form(seen: Seen) -> Diagnosis | None:
    """JSON came, and the view looks into a form."""
    if not seen.request or kind_of(seen.request) != JSON:
        return None
    if seen.framework == "fastapi":
        loc = _missing_loc(seen)
        if len(loc) != 2 or loc[0] != "body" or loc[1] not in fields_of(seen.request):
            return None
        line = seen.view_place
    else:
        line = _line(seen, _reads(seen, "form"))
        if seen.status not in {200, 400} or line is None or _reads(seen, "json", "get_json", "data"):
            return None
    return Diagnosis(
        "json-read-as-form",
        f"The request brings JSON, and {seen.who} looks into a form, which is empty.",
        line,
        "Form() reads forms alone; Body() and a model read JSON."
        if seen.framework == "fastapi"
        else "request.form holds forms alone. The request has a method that reads JSON.",
    )


def body_read_as_query(seen: Seen) -> Diagnosis | None:
    """What stands in the body is looked for after the question mark."""
    if not seen.request or not fields_of(seen.request):
        return None
    line = seen.view_place
    if seen.framework == "fastapi":
        loc = _missing_loc(seen)
        if len(loc) != 2 or loc[0] != "query" or loc[1] not in fields_of(seen.request):
            return None
        hint = "A plain parameter such as `name: str` is read from the query, on POST as well. Body() or a"
        hint += " model reads JSON, Form() reads a form."
    else:
        line = _line(seen, _reads(seen, "args"))
        if line is None or _reads(seen, "form", "json", "get_json", "values", "data"):
            return None
        hint = (
            "request.args is what stands after the question mark. The fields of a form are in request.form;"
            " a method of the request reads JSON."
        )
    return Diagnosis(
        "body-read-as-query",
        f"The request brings its values in the body, and {seen.who} looks for them in the query, after the"
        " question mark of the address.",
        line,
        hint,
    )


def header_read_elsewhere(seen: Seen) -> Diagnosis | None:
    """FastAPI: a header is looked for in the query, or under another name."""
    loc = _missing_loc(seen)
    if not seen.request or len(loc) != 2 or seen.framework != "fastapi":
        return None
    if loc[0] == "query" and has_header(seen.request, loc[1].replace("_", "-")):
        return Diagnosis(
            "header-read-as-query",
            f"'{loc[1]}' comes as a header, and {seen.who} looks for it in the query.",
            seen.view_place,
            "A plain parameter is read from the query. The class Header says that it is a header.",
        )
    if loc[0] == "header" and not has_header(seen.request, loc[1]):
        return Diagnosis(
            "header-misnamed",
            f"{seen.who} waits for a header '{loc[1]}', and the request has no header of that name.",
            seen.view_place,
            "The name of the parameter says which header it is, with a hyphen for each underscore.",
        )
    return None


def body_not_embedded(seen: Seen) -> Diagnosis | None:
    """FastAPI: the whole body is taken for one value."""
    problem = _problem(seen)
    if problem is None or problem[0] != ["body"] or not problem[1].endswith("_type") or not seen.request:
        return None
    if kind_of(seen.request) != JSON or not fields_of(seen.request):
        return None
    return Diagnosis(
        "body-not-embedded",
        f"{seen.who} has one Body() parameter, so FastAPI takes the whole JSON object for its value.",
        seen.view_place,
        "With one Body() alone the body is the value. Body(embed=True) makes it a key of the body.",
    )


def body_key_differs(seen: Seen) -> Diagnosis | None:
    """The view reads a key that the request does not send, and one that it sends is left alone."""
    if not seen.request or not (sent := fields_of(seen.request)) or not seen.should_be_fine:
        return None
    if seen.framework == "fastapi":
        loc = _missing_loc(seen)
        read = [(loc[1], seen.view_place)] if len(loc) == 2 and loc[0] == "body" else []
    else:
        read = [(key, seen.at(node)) for key, node in _keys_read(seen)]
        if (seen.status != 400 and "None" not in seen.mismatch.got) or set(sent) <= {key for key, _ in read}:
            return None
    strange = [(key, line) for key, line in read if key not in sent]
    if not strange:
        return None
    key, line = strange[0]
    return Diagnosis(
        "body-key-differs",
        f"{seen.who} reads '{key}' from the body, and the request sends"
        f" {' and '.join(repr(name) for name in sent)}.",
        line,
        "Keys are the same only letter by letter. In FastAPI the name of a parameter is the key; with two"
        " models in one function, each model is a key of its own."
        if seen.framework == "fastapi"
        else "Keys are the same only letter by letter.",
    )


# --- questions about the evidence -----------------------------------------------------------------


def _form_met_json(seen: Seen) -> bool:
    """Whether FastAPI found no JSON in a form that has the field, or handed the form over as one text."""
    assert seen.request is not None
    problem = _problem(seen)
    if problem is not None:
        return problem[0][:1] == ["body"] and set(problem[0][1:]) <= fields_of(seen.request).keys()
    value = seen.json
    found = value.values() if isinstance(value, dict) else [value]
    return seen.request.body.decode("utf-8", "replace") in found


def _problem(seen: Seen) -> tuple[list[str], str] | None:
    """The place and the type of the first problem in FastAPI's own 422."""
    if seen.status != 422 or (seen.mismatch.aspect is not Aspect.STATUS and not _named_elsewhere(seen)):
        return None
    try:
        problem = json.loads(seen.response.text)["detail"][0] if seen.response else {}
        return [str(step) for step in problem["loc"]], str(problem["type"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def _named_elsewhere(seen: Seen) -> bool:
    """Whether FastAPI was to name one place of a parameter and names another."""
    return seen.mismatch.aspect is Aspect.NAMED and isinstance(seen.mismatch.expected_value, list)


def _missing_loc(seen: Seen) -> list[str]:
    """The place where FastAPI found nothing; empty where it complains of something else."""
    problem = _problem(seen)
    return problem[0] if problem and problem[1] == "missing" else []


def _is_json_object(seen: Seen) -> bool:
    """Whether the request brings a JSON object with something in it."""
    return seen.request is not None and kind_of(seen.request) == JSON and bool(fields_of(seen.request))


# --- questions about the source -------------------------------------------------------------------


def _is_request_part(node: ast.AST, names: tuple[str, ...]) -> bool:
    """Whether a node is `request.<one of these names>`."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in names
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    )


def _reads(seen: Seen, *names: str) -> list[Node]:
    """Where the view reads these parts of the request."""
    return [one for one in seen.view_nodes() if _is_request_part(one[1], names)]


def _keys_read(seen: Seen) -> Iterator[tuple[str, Node]]:
    """The keys that a Flask view takes from request.form, each with the place."""
    for file, node in seen.view_nodes():
        if isinstance(node, ast.Subscript) and _is_request_part(node.value, ("form",)):
            key: ast.AST | None = node.slice
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and _is_request_part(node.func.value, ("form",))
            and node.func.attr == "get"
        ):
            key = node.args[0] if node.args else None
        else:
            continue
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, (file, node)


def _switched_on(node: ast.AST, method: str, options: tuple[str, ...]) -> str | None:
    """Which of these options a call of that method has set to True."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method):
        return None
    for keyword in node.keywords:
        if keyword.arg in options and isinstance(keyword.value, ast.Constant) and keyword.value.value is True:
            return keyword.arg
    return None


def _line(seen: Seen, found: list[Node]) -> Place | None:
    """The place of the first of these nodes; the view's, where there are none and FastAPI read the value."""
    return seen.at(found[0]) if found else seen.view_place if seen.framework == "fastapi" else None


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    coroutine_not_awaited,
    request_attribute_called,
    method_not_called,
    json_forced,
    model_is_no_dict,
    missing_key_crashes,
)
"""Seen at an exception, or in the very call."""

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    form_read_as_json,
    json_read_as_form,
    body_read_as_query,
    header_read_elsewhere,
    body_not_embedded,
    body_key_differs,
)
"""Concluded from the answer and from what was sent."""
