"""The request, or a part of it, is held in the wrong way: another object, without parentheses, not awaited."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.known_names import CLIENT_LIBRARIES, HOW_TO_READ_THE_REQUEST
from checker.coaching.reading.parameters import parameters_of_own_types
from checker.coaching.reading.received import first_place, is_part, is_request, nodes_of, reads, request_names
from checker.coaching.reading.sent import JSON, fields_of, kind_of
from checker.coaching.reading.source import Node, nodes, trees
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis

_VALUES = ("json", "form", "args", "values", "data", "headers", "cookies", "files")
_PROMISES = ("'coroutine'", "AwaitableOrContextManager", "coroutine '")


def coroutine_not_awaited(seen: Seen) -> Diagnosis | None:
    """FastAPI: a method of the request was called, and its result was not waited for."""
    if seen.raised is None or seen.framework != "fastapi" or seen.raised.short_type == "JSONDecodeError":
        return None
    waits = any(mark in seen.raised.message for mark in _PROMISES)
    found = list(_not_awaited(seen))
    if not found or not (waits or seen.raised.type.startswith("pydantic_core.")):
        return None
    place = seen.at(found[0])
    return Diagnosis(
        "await-missing",
        f"Nothing waits for {ast.unparse(found[0][1])} at {place}. Without `await` it is only a coroutine: the promise"
        " of a value.",
        place,
        "In FastAPI you have to await what a request reads, such as json() and form(). await needs an `async def`.",
    )


def _not_awaited(seen: Seen) -> Iterator[Node]:
    """Calls of the request's methods without an `await`, or an `async with`, before them."""
    names = request_names(seen)
    found = list(nodes_of(seen))
    awaited = {id(node.value) for _, node in found if isinstance(node, ast.Await)}
    awaited |= {
        id(item.context_expr) for _, node in found if isinstance(node, ast.AsyncWith) for item in node.items
    }
    for file, node in found:
        called = isinstance(node, ast.Call) and is_part(node.func, ("json", "form", "body"), names)
        if called and id(node) not in awaited:
            yield file, node


def request_attribute_called(seen: Seen) -> Diagnosis | None:
    """Flask's request.json, .form or .args with parentheses behind it."""
    if seen.raised is None or seen.raised.type != "TypeError" or seen.framework != "flask":
        return None
    names = request_names(seen)
    for _, node in seen.raising_nodes():
        if isinstance(node, ast.Call) and is_part(node.func, _VALUES, names):
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
    methods = ("get_json", "get_data") if seen.framework == "flask" else ("form", "json", "body")
    found = list(nodes_of(seen))
    called = {id(node.func) for _, node in found if isinstance(node, ast.Call)}
    names = request_names(seen)
    for one in found:
        if is_part(one[1], methods, names) and id(one[1]) not in called:
            name = ast.unparse(one[1])
            return Diagnosis(
                "method-not-called",
                f"{name} at {seen.at(one)} is a method: without parentheses it is not the data that came in.",
                seen.at(one),
                "Put parentheses after its name, and `await` before it. Or let FastAPI read the value: give the"
                " function a parameter with Form(), with Body() or with a model as its type."
                if seen.framework == "fastapi"
                else "Put parentheses after its name, and use what the call gives back.",
            )
    return None


def client_library(seen: Seen) -> Diagnosis | None:
    """The name of a library that sends requests, where the request that came in was meant."""
    raised = seen.raised
    if raised is None or raised.type != "AttributeError" or "has no attribute" not in raised.message:
        return None
    module = raised.message.partition("'")[2].partition("'")[0]
    if not raised.message.startswith("module ") or module not in CLIENT_LIBRARIES:
        return None
    place = seen.place(raised.place)
    imported = next(
        (seen.at(one) for one in nodes(seen.sources) if _imports(one[1], module) and _same_file(seen, one)),
        None,
    )
    return Diagnosis(
        "client-library-as-request",
        f"{place} asks the module {module} for what came in{f' (imported at {imported})' if imported else ''}. That"
        " module sends requests to other servers; it knows nothing of the request to your app.",
        place,
        HOW_TO_READ_THE_REQUEST[seen.framework],
    )


def _imports(node: ast.AST, module: str) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name == module for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return any(f"{node.module}.{alias.name}" == module for alias in node.names)
    return False


def _same_file(seen: Seen, found: Node) -> bool:
    place = seen.raised.place if seen.raised else None
    return place is not None and place.file == found[0]


def unknown_part(seen: Seen) -> Diagnosis | None:
    """An attribute that the request, or a part of it, does not have."""
    raised = seen.raised
    if raised is None or raised.type != "AttributeError" or "has no attribute" not in raised.message:
        return None
    names = request_names(seen)
    for _, node in seen.raising_nodes():
        if not isinstance(node, ast.Attribute) or f"attribute '{node.attr}'" not in raised.message:
            continue
        of_part = is_part(node.value, _VALUES, names)
        if of_part or is_request(node.value, names):
            place = seen.place(raised.place)
            return Diagnosis(
                "request-has-no-such-part",
                f"{ast.unparse(node.value)} has nothing of the name {node.attr} ({place}).",
                place,
                "The fields are not attributes. Write the field's name as a text between square brackets, or give it"
                " to get()."
                if of_part
                else _PARTS[seen.framework],
            )
    return None


_PARTS = {
    "flask": "In Flask the fields of a form are in request.form, what stands after the question mark is in"
    " request.args, and request.get_json() reads JSON.",
    "fastapi": "FastAPI's request has headers, query_params and the methods json(), form() and body(),"
    " which are awaited.",
}


def json_forced(seen: Seen) -> Diagnosis | None:
    """Flask was told not to look at the content type, or to keep quiet about what it found."""
    if seen.framework != "flask" or not seen.should_be_refused or seen.request is None:
        return None
    for call in nodes_of(seen):
        option = _switched_on(call[1], "get_json", ("force", "silent"))
        if option == "force" and seen.mismatch.expected_value == 415:
            return Diagnosis(
                "json-forced",
                f"get_json(force=True) reads any body as JSON, so another content type is answered {seen.status}.",
                seen.at(call),
                "Without that argument Flask looks at the content type first, and refuses others by itself.",
            )
        if option == "silent" and not (kind_of(seen.request) == JSON and fields_of(seen.request)):
            return Diagnosis(
                "json-silenced",
                "get_json(silent=True) gives None where Flask would have answered 415 or 400 by itself; the answer"
                f" became {seen.status}.",
                seen.at(call),
                "Without silent=True Flask refuses other kinds of content, and broken JSON, by itself.",
            )
    return None


def _switched_on(node: ast.AST, method: str, options: tuple[str, ...]) -> str | None:
    """Which of these options a call of that method has set to True."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method):
        return None
    for keyword in node.keywords:
        if keyword.arg in options and isinstance(keyword.value, ast.Constant) and keyword.value.value is True:
            return keyword.arg
    return None


def model_is_no_dict(seen: Seen) -> Diagnosis | None:
    """FastAPI: a model is read with square brackets, or with a dict's methods."""
    raised = seen.raised
    if seen.framework != "fastapi" or raised is None or raised.type not in {"TypeError", "AttributeError"}:
        return None
    models = parameters_of_own_types(seen)
    if not any(_like_a_dict(node, models) for _, node in seen.raising_nodes()):
        return None
    if raised.type == "AttributeError" and not raised.message.endswith(_DICT_METHODS):
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "model-is-no-dict",
        f"At {place} an object is read like a dict: {raised.message}.",
        place,
        "A model has attributes: write the field's name after a dot. model_dump() makes a dict of it.",
    )


_DICT_METHODS = tuple(f"attribute '{name}'" for name in ("get", "pop", "items", "keys", "values", "update"))


def _like_a_dict(node: ast.AST, models: set[str]) -> bool:
    if not isinstance(node, (ast.Subscript, ast.Attribute)):
        return False
    return isinstance(node.value, ast.Name) and node.value.id in models


def model_class_used(seen: Seen) -> Diagnosis | None:
    """FastAPI: a field is asked of the class itself, and not of the object that came in."""
    raised = seen.raised
    if seen.framework != "fastapi" or raised is None or raised.type != "AttributeError":
        return None
    classes = {
        node.name for _, tree in trees(seen.sources) for node in tree.body if isinstance(node, ast.ClassDef)
    }
    for _, node in seen.raising_nodes():
        named = (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in classes
        )
        if named and isinstance(node, ast.Attribute) and node.attr in raised.message:
            place = seen.place(raised.place)
            return Diagnosis(
                "model-class-used",
                f"{ast.unparse(node)} at {place} asks the class, and the values are in the object that came in.",
                place,
                "The class is the plan; FastAPI makes an object of it for each request and hands it to the parameter."
                " Write the parameter's name before the dot.",
            )
    return None


def missing_session_key(seen: Seen) -> Diagnosis | None:
    """Flask's session, without the key that signs it."""
    raised = seen.raised
    if raised is None or raised.type != "RuntimeError" or "no secret key was set" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "secret-key-missing",
        f"{place or 'Your code'} uses the session, and the app has no secret key to sign it with.",
        place,
        "The session travels in a cookie that is signed with app.secret_key. This task needs no session at all.",
    )


def missing_key_trapped(seen: Seen) -> Diagnosis | None:
    """Flask was told to let a missing form key through as an exception."""
    raised = seen.raised
    if seen.framework != "flask" or raised is None or raised.short_type != "BadRequestKeyError":
        return None
    settings = [one for one in nodes(seen.sources) if _traps(one[1])]
    place = first_place(seen, settings) or seen.place(raised.place)
    return Diagnosis(
        "missing-key-trapped",
        f"A setting of the app{f' ({place})' if settings else ''} turns Flask's own answer to a missing field, 400,"
        " into a crash.",
        place,
        "Debug mode does so, to show you the line; there is also a setting for it alone. Leave both out of the file:"
        " debug mode is for the command line. Then look for the field yourself.",
    )


def _traps(node: ast.AST) -> bool:
    """Whether a text or an attribute names one of the settings."""
    if isinstance(node, ast.Constant):
        return node.value in ("TRAP_BAD_REQUEST_ERRORS", "TRAP_HTTP_EXCEPTIONS")
    return isinstance(node, ast.keyword) and (node.arg or "").startswith("TRAP_")


def raw_json_crashes(seen: Seen) -> Diagnosis | None:
    """A body was read as JSON by hand, whatever it was."""
    raised = seen.raised
    if raised is None or raised.short_type not in {"JSONDecodeError", "UnicodeDecodeError"}:
        return None
    if not seen.should_be_refused:
        return None
    place = seen.place(raised.place)
    if seen.mismatch.expected_value == 415:
        return Diagnosis(
            "content-type-not-checked",
            f"{place} reads the body as JSON without a look at its content type. This body is no JSON:"
            f" {raised.short_type}, so the client gets 500.",
            place,
            "request.get_json() looks at the content type first and answers 415 by itself.",
        )
    return Diagnosis(
        "broken-json-crashes",
        f"{place} reads the body as JSON, and this body is broken JSON: {raised.short_type}, so the client gets 500.",
        place,
        "request.get_json() answers 400 by itself. Where you read the JSON yourself, catch the ValueError."
        if seen.framework == "flask"
        else "Let FastAPI read the body: a parameter with Body(), or of a model's type. It answers 422 by itself.",
    )


def content_type_ignored(seen: Seen) -> Diagnosis | None:
    """Flask: another content type was taken, because the body was read as bytes."""
    if seen.framework != "flask" or seen.mismatch.expected_value != 415 or not seen.should_be_refused:
        return None
    found = reads(seen, "data", "get_data", "stream")
    if not found or reads(seen, "mimetype", "is_json", "content_type", "headers", "get_json", "json"):
        return None
    place = first_place(seen, found)
    return Diagnosis(
        "content-type-not-checked",
        f"{place} reads the bytes of the body without a look at its content type; the answer is {seen.status}.",
        place,
        "request.get_json() looks at the content type first and answers 415 by itself.",
    )


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (coroutine_not_awaited,)
"""Before the rules for what runs at the same time, which know less of a request."""

RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    request_attribute_called,
    method_not_called,
    client_library,
    unknown_part,
    json_forced,
    model_is_no_dict,
    model_class_used,
    missing_session_key,
    missing_key_trapped,
    raw_json_crashes,
    content_type_ignored,
)
