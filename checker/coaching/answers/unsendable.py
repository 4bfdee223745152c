"""What a view returned is nothing that an answer can be made of."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading import reach
from checker.coaching.reading.answering import returns_of
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.source import nodes, place_in, trees
from checker.coaching.reading.written import assigned, last_name
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis, Place

_SENDABLE = (ast.Dict, ast.List, ast.Tuple, ast.JoinedStr)
"""What Flask can certainly make an answer of."""


def no_valid_response(seen: Seen) -> Diagnosis | None:
    """Flask could make no answer of what the view returned."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or raised.own or "valid response" not in raised.message:
        return None
    function = seen.function
    returns = returns_of(function)
    if (
        diagnosis := _none_for_body(seen, returns) or _status_alone(seen, returns, raised.message)
    ) is not None:
        return diagnosis
    if (diagnosis := _object_itself(seen, raised.message)) is not None:
        return diagnosis
    name = f"{seen.route.place.function}()" if seen.route and seen.route.place else "The view"
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
    made = next((node for node in own_nodes(seen.function) if _makes_set(node)), None)
    place = seen.line_of(made) if isinstance(made, ast.stmt) else _set_outside(seen)
    if place is None:
        return None
    return Diagnosis(
        "set-instead-of-dict",
        f"Braces without a colon in them make a set, and a set is no JSON object: {place}.",
        place,
        "A dict has a colon between each key and its value.",
    )


def _set_outside(seen: Seen) -> Place | None:
    """A set that is given a name outside of the functions, where one that answers reads that name."""
    read = {node.id for _, node in reach.nodes(seen) if isinstance(node, ast.Name)}
    for source, tree in trees(seen.sources):
        for node in tree.body:
            if assigned(node)[0] in read and _makes_set(node):
                return place_in(seen.sources, source.path, node.lineno)
    return None


def _makes_set(node: ast.AST) -> bool:
    """Whether a line returns a set, or gives it a name."""
    return isinstance(node, (ast.Return, ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Set)


def _none_for_body(seen: Seen, returns: list[ast.Return]) -> Diagnosis | None:
    """`return None, 204`."""
    for node in returns:
        first = node.value.elts[0] if isinstance(node.value, ast.Tuple) and node.value.elts else None
        if isinstance(first, ast.Constant) and first.value is None:
            return Diagnosis(
                "none-as-body",
                f"The view returns None for the body, with a status beside it: {seen.line_of(node)}.",
                seen.line_of(node),
                "Flask makes no answer of None. An empty body is the empty text.",
            )
    return None


def _status_alone(seen: Seen, returns: list[ast.Return], message: str) -> Diagnosis | None:
    """`return 404`."""
    for node in returns if "was a int" in message or "was an int" in message else []:
        value = node.value.value if isinstance(node.value, ast.Constant) else None
        if type(value) is int and 100 <= value <= 599:
            return Diagnosis(
                "status-alone-returned",
                f"{seen.line_of(node)} returns the number {value} by itself. For Flask that is a body, and a number is"
                " no body.",
                seen.line_of(node),
                "Write the status behind the body, after a comma. Or call abort() with it: that ends the function.",
            )
    return None


def _object_itself(seen: Seen, message: str) -> Diagnosis | None:
    """An object of a class that the learner wrote: a model, a dataclass."""
    kind = message.rpartition(" was a ")[2].strip(". ") if " was a " in message else ""
    if " is not JSON serializable" in message:
        kind = message.partition("Object of type ")[2].partition(" ")[0]
    made = next(
        (node for _, node in nodes(seen.sources) if isinstance(node, ast.ClassDef) and node.name == kind),
        None,
    )
    if made is None or kind in _views(seen):
        return None
    raised = seen.raised
    line = seen.place(raised.place) if raised and raised.own else None
    returns = returns_of(seen.function)
    place = line or (seen.line_of(returns[-1]) if returns else seen.view_place)
    how = "model_dump() makes a dict of a Pydantic model, asdict() from dataclasses of a dataclass."
    return Diagnosis(
        "object-is-no-json",
        f"{seen.who} answers with an object of your class {kind}, and Flask does not know how to write that as JSON.",
        place,
        f"{how} For a class of your own, build the dict yourself.",
    )


def second_value_is_status(seen: Seen) -> Diagnosis | None:
    """`return "User: %s", name`: what stands behind the comma is taken for the status."""
    if seen.framework != "flask" or seen.route is None or (seen.response is not None and seen.status != 500):
        return None
    for node in returns_of(seen.function):
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else []
        if len(parts) == 2 and isinstance(parts[0], ast.Constant) and _is_a_value(seen, parts[1]):
            return Diagnosis(
                "second-value-is-status",
                f"{seen.line_of(node)} returns two values. Flask takes the second one, {ast.unparse(parts[1])}, for the"
                " status of the answer.",
                seen.line_of(node),
                "A comma does not join texts. For one text, write it between one pair of quotes, without the comma. An"
                " f in front of the quote fills in a name that stands in braces.",
            )
    return None


def _is_a_value(seen: Seen, node: ast.expr) -> bool:
    """Whether a node is a text or a parameter of the view, and so no status."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return not node.value[:1].isdigit()
    given = seen.function.args if seen.function else None
    return isinstance(node, ast.Name) and given is not None and any(
        one.arg == node.id for one in (*given.args, *given.kwonlyargs)
    )  # fmt: skip


def object_in_json(seen: Seen) -> Diagnosis | None:
    """jsonify, or a dict, was given an object of the learner's class."""
    raised = seen.raised
    if raised is None or seen.framework != "flask" or "is not JSON serializable" not in raised.message:
        return None
    return _object_itself(seen, raised.message)


def _views(seen: Seen) -> set[str]:
    """The names of the class-based views."""
    return {
        node.name
        for _, node in nodes(seen.sources)
        if isinstance(node, ast.ClassDef)
        and {last_name(base) for base in node.bases} & {"View", "MethodView"}
    }


def result_for_view(seen: Seen) -> Diagnosis | None:
    """`view_func=page()` where `view_func=page` is meant."""
    raised = seen.raised
    if (
        raised is None
        or raised.type != "TypeError"
        or "object is not callable" not in raised.message
        or raised.frames
    ):
        return None
    for file, word in _view_functions(seen):
        if isinstance(word, ast.Call) and last_name(word.func) not in {"as_view", "partial"}:
            place = seen.at((file, word))
            return Diagnosis(
                "view-called-too-early",
                f"{place} calls {ast.unparse(word.func)} when the file is read, and gives Flask what it returns. Flask"
                " wants the function itself.",
                place,
                "Without parentheses a name stands for the function. Flask calls it once for each request.",
            )
    return None


def _view_functions(seen: Seen) -> list[tuple[str, ast.expr]]:
    """What calls of add_url_rule are given as the view."""
    found = []
    for file, node in nodes(seen.sources):
        if isinstance(node, ast.Call) and last_name(node.func) == "add_url_rule":
            found += [(file, word.value) for word in node.keywords if word.arg == "view_func"]
            found += [(file, one) for one in node.args[2:3]]
    return found


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    result_for_view,
    second_value_is_status,
    no_valid_response,
    object_in_json,
)
