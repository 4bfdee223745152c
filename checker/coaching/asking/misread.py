"""What the request carries is looked for in another place than it was sent in, or under another name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from urllib.parse import parse_qsl

from checker.coaching.reading.complaints import Refused, refused
from checker.coaching.reading.declared import (
    declaration,
    fields_declared,
    parameters_of,
    place_of_key,
)
from checker.coaching.reading.finding import at
from checker.coaching.reading.parameters import input_names
from checker.coaching.reading.received import BODY_PARTS, first_place, functions_of, keys_read, reads
from checker.coaching.reading.sent import FORM, JSON, fields_of, has_header, kind_of
from checker.coaching.reading.source import Node
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

# --- a key that did not come ------------------------------------------------------------------------


def missing_key_crashes(seen: Seen) -> Diagnosis | None:
    """A dict from JSON, or the headers, have no required keys: a missing one is an exception."""
    raised = seen.raised
    if raised is None or raised.type != "KeyError" or not seen.should_be_refused or not seen.request:
        return None
    if seen.mismatch.expected_value == 404 or not _takes_a_key(seen):
        return None
    of_headers = not fields_of(seen.request) and bool(reads(seen, "headers", "cookies"))
    if not fields_of(seen.request) and not of_headers:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "missing-key-crashes",
        f"The request has no {raised.message}, and the line at {place} takes it for granted: KeyError, so the"
        " client gets 500.",
        place,
        _DECLARE[seen.framework, of_headers],
    )


_DECLARE = {
    ("flask", False): "A dict promises no keys. Look whether the key is there before you use it.",
    ("flask", True): "Headers promise no keys. Look whether the header is there before you use it.",
    (
        "fastapi",
        False,
    ): "A dict promises no keys. In FastAPI declare what has to come, as Body() parameters or as a model.",
    (
        "fastapi",
        True,
    ): "Headers promise no keys. In FastAPI declare the header, as a parameter with Header().",
}


def _takes_a_key(seen: Seen) -> bool:
    """Whether the line takes a key out of something, and does not raise the error on purpose."""
    found = [node for _, node in seen.raising_nodes()]
    return any(isinstance(node, ast.Subscript) for node in found) and not any(
        isinstance(node, ast.Raise) for node in found
    )


# --- another place ----------------------------------------------------------------------------------


def form_read_as_json(seen: Seen) -> Diagnosis | None:
    """A form came, and the view waits for JSON."""
    if not seen.request or kind_of(seen.request) != FORM or (seen.should_be_refused and seen.status != 415):
        return None
    line = first_place(seen, reads(seen, "json", "get_json", "body", "data", "get_data"))
    crashed = seen.raised is not None and seen.raised.short_type == "JSONDecodeError"
    if seen.framework == "fastapi":
        if not _form_met_json(seen) and not (crashed and line):
            return None
        line = line or _declared_line(seen)
        how = "Body() and a model read JSON. FastAPI has another class for the fields of a form."
    elif (seen.status == 415 and seen.raised is None) or (crashed and line):
        how = "Flask keeps the fields of a form in another attribute of the request."
    else:
        return None
    return Diagnosis(
        "form-read-as-json",
        f"The request brings a form, and {seen.who} waits for JSON: the answer is {seen.status}.",
        line or seen.view_place,
        how,
    )


def form_read_as_raw_data(seen: Seen) -> Diagnosis | None:
    """Flask: the bytes of a form were asked for, and the form is read already."""
    if seen.framework != "flask" or not seen.request or kind_of(seen.request) != FORM:
        return None
    used_up = bool(reads(seen, "form", "values", "files"))
    found = reads(seen, "data", "get_data", "stream") if used_up else reads(seen, "data")
    if (
        not found
        or _raised_before(seen, found[0])
        or seen.should_be_refused
        or seen.mismatch.aspect not in {Aspect.STATUS, Aspect.TEXT, Aspect.JSON}
    ):
        return None
    return Diagnosis(
        "form-read-as-raw-data",
        f"{seen.at(found[0])} reads the bytes of the body. A form is probably not there any more: Flask has read it"
        " into its fields.",
        seen.at(found[0]),
        "The fields of a form that was posted are in request.form. request.data stays empty for a form.",
    )


def _raised_before(seen: Seen, found: Node) -> bool:
    """Whether an exception ended the view above that line, or because of a name that is not there."""
    place = seen.raised.place if seen.raised else None
    if seen.raised is None or place is None:
        return False
    above = place.file == found[0] and place.line < getattr(found[1], "lineno", 0)
    return above or seen.raised.short_type in {"NameError", "UnboundLocalError"}


def json_read_as_form(seen: Seen) -> Diagnosis | None:
    """JSON came, and the view looks into a form."""
    if not seen.request or kind_of(seen.request) != JSON or seen.should_be_refused:
        return None
    if seen.framework == "fastapi":
        loc = _missing_loc(seen)
        if len(loc) != 2 or loc[0] != "body" or loc[1] not in fields_of(seen.request):
            return None
        line = place_of_key(seen, loc[1])
    else:
        line = first_place(seen, reads(seen, "form", "values"))
        if seen.status not in {200, 400} or line is None or reads(seen, "json", "get_json", "data"):
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
    if not seen.request or not fields_of(seen.request) or seen.should_be_refused:
        return None
    if seen.framework == "fastapi":
        line, hint = _in_the_query(seen), _PLAIN
    else:
        line, hint = first_place(seen, reads(seen, "args")), _ARGS
        line = None if reads(seen, *BODY_PARTS) else line
    if line is None:
        return None
    return Diagnosis(
        "body-read-as-query",
        f"The request brings its values in the body, and {seen.who} looks for them in the query, after the"
        " question mark of the address.",
        line,
        hint,
    )


_PLAIN = (
    "A plain parameter such as `name: str` is read from the query, on POST as well. Body() or a model reads JSON,"
    " Form() reads a form."
)
_ARGS = (
    "request.args is what stands after the question mark. The fields of a form are in request.form; a method of the"
    " request reads JSON."
)


def _in_the_query(seen: Seen) -> Place | None:
    """FastAPI: the parameter that was looked for in the query, and was sent in the body or has no type."""
    loc = _missing_loc(seen)
    if len(loc) != 2 or loc[0] != "query" or seen.request is None:
        return None
    found = declaration(seen, loc[1])
    untyped = found is not None and found.annotation is None and loc[1] not in {"request", "req"}
    if loc[1] in fields_of(seen.request):
        return place_of_key(seen, loc[1])
    return at(seen.sources, found.found) if found is not None and untyped and found.default is None else None


_PLACES = {
    "query": "in the query",
    "body": "in the body",
    "cookie": "in a cookie",
    "path": "in the path",
}


def header_read_elsewhere(seen: Seen) -> Diagnosis | None:
    """FastAPI: a header is looked for in the query or in the body, or under another name."""
    loc = _missing_loc(seen)
    if not seen.request or seen.framework != "fastapi" or not loc:
        return None
    name = loc[1] if len(loc) == 2 else _lone_body_key(seen)
    line = place_of_key(seen, name) if len(loc) == 2 else _declared_line(seen)
    if loc[0] in _PLACES and name and has_header(seen.request, name.replace("_", "-")):
        return Diagnosis(
            "header-read-as-query" if loc[0] == "query" else "header-read-elsewhere",
            f"'{name}' comes as a header, and {seen.who} looks for it {_PLACES[loc[0]]}.",
            line,
            "A plain parameter is read from the query. The class Header says that it is a header."
            if loc[0] == "query"
            else "The class Header says that a value is a header. A model needs it as well: Annotated[..., Header()].",
        )
    if loc[0] == "header" and not has_header(seen.request, name):
        return Diagnosis(
            "header-misnamed",
            f"{seen.who} waits for a header '{name}', and the request has no header of that name.",
            line,
            "convert_underscores=False keeps the underscores, and a header is spelled with hyphens. Leave it out."
            if _keeps_underscores(seen, name)
            else "The name of the parameter says which header it is, with a hyphen for each underscore. An alias is"
            " taken letter by letter.",
        )
    return None


def _keeps_underscores(seen: Seen, name: str) -> bool:
    """Whether the header is declared with convert_underscores."""
    found = declaration(seen, name)
    return found is not None and any(
        isinstance(part, ast.keyword) and part.arg == "convert_underscores"
        for root in (found.default, found.annotation)
        if root is not None
        for part in ast.walk(root)
    )


def _lone_body_key(seen: Seen) -> str:
    """The name under which the view takes its one body: a parameter's, or a field's of its model."""
    for one in [*fields_declared(seen), *parameters_of(seen)]:
        if seen.request is not None and has_header(seen.request, one.name.replace("_", "-")):
            return one.name
    return ""


def body_not_embedded(seen: Seen) -> Diagnosis | None:
    """FastAPI: the whole body is taken for one value."""
    problem = refused(seen)
    if problem is None or problem.loc != ["body"] or not problem.kind.endswith("_type") or not seen.request:
        return None
    if kind_of(seen.request) != JSON or not fields_of(seen.request) or seen.should_be_refused:
        return None
    return Diagnosis(
        "body-not-embedded",
        f"{seen.who} takes the whole JSON object for the value of one parameter, and FastAPI says: {problem.message}.",
        _declared_line(seen) or seen.view_place,
        "A value that stands alone is the whole body. Two parameters with Body() are two keys of it, and so are the"
        " fields of a model. Body(embed=True) makes a key of a single one.",
    )


# --- another name -----------------------------------------------------------------------------------


def body_key_differs(seen: Seen) -> Diagnosis | None:
    """The view reads a key that the request does not send, and one that it sends is left alone."""
    if not seen.request or not (sent := fields_of(seen.request)) or not seen.should_be_fine:
        return None
    if seen.framework == "fastapi":
        loc = _missing_loc(seen)
        read = [(loc[1], place_of_key(seen, loc[1]))] if len(loc) == 2 and loc[0] == "body" else []
        read = read or _keys_by_hand(seen)
    else:
        read = _keys_by_hand(seen)
    strange = [(key, line) for key, line in read if key not in sent]
    if not strange:
        return None
    key, line = strange[0]
    return Diagnosis(
        "body-key-differs",
        f"{seen.who} reads '{key}' from the body, and the request sends"
        f" {' and '.join(repr(name) for name in sent)}.",
        line,
        "A form class with Strict in its name asks for grant_type. The class of that name without Strict does not."
        if key == "grant_type"
        else "Keys are the same only letter by letter. In FastAPI the name of a parameter, or of a model's field, is"
        " the key."
        if seen.framework == "fastapi"
        else "Keys are the same only letter by letter.",
    )


def _keys_by_hand(seen: Seen) -> list[tuple[str, Place | None]]:
    """The keys that the code takes from the body itself, where one that was sent is not among them."""
    read = [(key, seen.at(node)) for key, node in keys_read(seen, *BODY_PARTS)]
    empty = "None" in seen.mismatch.got or "null" in seen.mismatch.got or seen.status == 400
    crashed = seen.raised is not None and seen.raised.type == "KeyError"
    if crashed:
        place = seen.place(seen.raised.place) if seen.raised else None
        return [
            (key, line) for key, line in read if place and line.line == place.line and line.file == place.file
        ]
    if not empty or (seen.request and set(fields_of(seen.request)) <= {key for key, _ in read}):
        return []
    return list(read)


def query_key_differs(seen: Seen) -> Diagnosis | None:
    """Flask: the view reads a key that the query does not have, and leaves one alone that it has."""
    if seen.framework != "flask" or seen.request is None or not seen.should_be_fine:
        return None
    sent = [key for key, _ in parse_qsl(seen.request.target.partition("?")[2])]
    read = list(keys_read(seen, "args"))
    known = {key for key, _ in read}
    texts = {name for _, function in functions_of(seen) for name in input_names(function)}
    left = [key for key in sent if key not in known | texts]
    asked = seen.mismatch.expected_value if isinstance(seen.mismatch.expected_value, dict) else {}
    strange = [(key, node) for key, node in read if key not in sent and key not in asked]
    if not left or not strange:
        return None
    return Diagnosis(
        "query-name-unread",
        f"{seen.who} reads {strange[0][0]!r} from the query, and the request sends {left[0]!r} there.",
        seen.at(strange[0][1]),
        "A value of the query reaches the code only under the name with which it was sent.",
    )


# --- questions about the evidence -----------------------------------------------------------------


def _form_met_json(seen: Seen) -> bool:
    """Whether FastAPI found no JSON in a form that has the field, or handed the form over as one text."""
    assert seen.request is not None
    problem = refused(seen)
    if problem is not None:
        return problem.loc == ["body"] or _misses_a_sent_field(seen, problem)
    value = seen.json
    found = value.values() if isinstance(value, dict) else [value]
    return seen.request.body.decode("utf-8", "replace") in found


def _misses_a_sent_field(seen: Seen, problem: Refused) -> bool:
    """Whether a field is said to be missing that the form has: somebody waits for JSON."""
    assert seen.request is not None
    if problem.kind != "missing" or problem.loc[:1] != ["body"]:
        return False
    return set(problem.loc[1:]) <= fields_of(seen.request).keys()


def _missing_loc(seen: Seen) -> list[str]:
    """The place where FastAPI found nothing; empty where it complains of something else."""
    problem = refused(seen)
    return problem.loc if problem is not None and problem.kind == "missing" else []


def _declared_line(seen: Seen) -> Place | None:
    """The first parameter of the view that is read from the body."""
    problem = refused(seen)
    found = declaration(seen, problem.loc[1]) if problem is not None and len(problem.loc) == 2 else None
    if found is not None and found.model is None:
        return at(seen.sources, found.found)
    taken = [one for one in parameters_of(seen) if one.annotation is not None or one.source is not None]
    return at(seen.sources, taken[0].found) if taken else None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    missing_key_crashes,
    form_read_as_json,
    form_read_as_raw_data,
    json_read_as_form,
    body_read_as_query,
    header_read_elsewhere,
    body_not_embedded,
    body_key_differs,
    query_key_differs,
)
"""Concluded from the answer and from what was sent."""
