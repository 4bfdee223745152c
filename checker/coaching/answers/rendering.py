"""A response that a view put together wrongly: its status, its headers, what it left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.answers import statuses
from checker.coaching.answers.escaping import CONTENT
from checker.coaching.reading import reach
from checker.coaching.reading.answering import answer_line, call_line, returns_of, text_line
from checker.coaching.reading.finding import at
from checker.coaching.reading.parameters import own_nodes, parameters
from checker.coaching.reading.routes import variables
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def not_html(seen: Seen) -> Diagnosis | None:
    """HTML was asked for, and the answer says that it is something else."""
    if seen.mismatch.aspect is not Aspect.KIND or seen.mismatch.expected_value != "text/html":
        return None
    kind = seen.response.media_type if seen.response else ""
    says = f"says that it is {kind}" if kind else "does not say what it is"
    return Diagnosis(
        "not-html",
        f"The task asks for an HTML page; the answer {says}, so a browser shows no page.",
        answer_line(seen),
        "In Flask, text that a view returns is HTML unless you say otherwise; a dict becomes JSON."
        if seen.framework == "flask"
        else "FastAPI makes JSON of what a function returns. For a page, return an HTMLResponse.",
    )


def argument_not_used(seen: Seen) -> Diagnosis | None:
    """The view gets a value from the address and does nothing with it."""
    function = seen.function
    if function is None or seen.route is None or not _answered_well(seen):
        return None
    names = {node.id for node in _inside(seen) if isinstance(node, ast.Name)}
    if names & {"locals", "vars", "request"}:
        return None
    taken = {one.arg for one in parameters(function)}
    for name, _ in variables(seen.framework, seen.route.rule):
        if name in taken and name not in names:
            return Diagnosis(
                "argument-not-used",
                f"{seen.route.endpoint}() gets '{name}' from the address and never uses it, so the answer is the"
                " same for every address.",
                answer_line(seen),
                f"The argument {name} holds what stood in the address. Put it into what the function returns.",
            )
    return None


def braces_not_filled_in(seen: Seen) -> Diagnosis | None:
    """The name of a variable, or a sign that holds its place, came back as it stands in the source."""
    found = _left_open(seen) if _answered_well(seen) else None
    if found is None:
        return None
    mark, place = found
    if mark in {"{}", "{0}"}:
        hint = "Empty braces are filled in only by .format(...) behind the text. An f before the quote fills in names."
    elif mark.startswith("{"):
        hint = "A name in braces inside a text is filled in only where an f stands before the quote."
    else:
        hint = "Such a sign is filled in only where % and the values stand behind the text. An f-string is shorter."
    return Diagnosis(
        "variable-not-filled-in",
        f"The answer holds {mark}, as it stands in the text at {place}, and no value in its place.",
        place,
        hint,
    )


def _left_open(seen: Seen) -> tuple[str, Place] | None:
    """A place for a value in a plain text of the functions that answer, which also stands in the answer."""
    body = seen.response.text if seen.response else ""
    for file, function in reach.reachable(seen):
        names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        names |= {one.arg for one in parameters(function)}
        names |= {name for name, _ in variables(seen.framework, seen.route.rule)} if seen.route else set()
        marks = [*(f"{{{name}}}" for name in sorted(names)), "{}", "{0}", "%s", "%(name)s"]
        for text in (one for statement in function.body for one in _plain_texts(statement)):
            mark = next((mark for mark in marks if mark in str(text.value) and mark in body), None)
            if mark is not None:
                return mark, at(seen.sources, (file, text))
    return None


def _plain_texts(function: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def tuple_out_of_order(seen: Seen) -> Diagnosis | None:
    """Flask could not read the parts of a response that the view returned."""
    raised = seen.raised
    if seen.framework != "flask" or raised is None:
        return None
    if (made := _status_first(seen)) is not None:
        return made
    for node in () if raised.frames else returns_of(seen.function):
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else []
        held = next((part for part in parts[1:] if isinstance(part, ast.Set)), None)
        if held is not None:
            return Diagnosis(
                "set-instead-of-dict",
                f"Braces without a colon in them make a set, and the headers have to be a dict: {seen.line_of(held)}.",
                seen.line_of(held),
                "A dict has a colon between each key and its value.",
            )
        if _out_of_order(parts):
            return Diagnosis(
                "response-parts-out-of-order",
                f"Flask cannot read the parts of the response at {seen.line_of(node)} in this order.",
                seen.line_of(node),
                "Flask reads the parts by their place: the body, then the status as a number, then the headers"
                " as a dict.",
            )
    return None


def _status_first(seen: Seen) -> Diagnosis | None:
    """make_response or Response, with the number before the text."""
    for call in (node for _, node in reach.nodes(seen) if isinstance(node, ast.Call)):
        first = call.args[0] if len(call.args) > 1 else None
        if (
            last_name(call.func) in _RESPONSES
            and isinstance(first, ast.Constant)
            and type(first.value) is int
        ):
            place = call_line(seen, last_name(call.func) or "")
            return Diagnosis(
                "response-parts-out-of-order",
                f"The first value at {place} is the number {first.value}. Flask takes the first one for the body.",
                place,
                "Flask reads the parts by their place: the body, then the status as a number, then the headers"
                " as a dict.",
            )
    return None


def parts_in_a_list(seen: Seen) -> Diagnosis | None:
    """The body, the status and the headers stand in square brackets: Flask makes JSON of a list."""
    expected = seen.mismatch.expected_value
    if seen.framework != "flask" or seen.status != 200 or type(expected) is not int:
        return None
    if isinstance(seen.json, list) and expected in seen.json and (called := call_line(seen, "jsonify")):
        return Diagnosis(
            "status-inside-json",
            f"The status {expected} stands inside the parentheses at {called}, so it became a part of the JSON. The"
            " answer's own status is 200.",
            called,
            "The status stands beside the body and outside of the parentheses. Write `return body, status`.",
        )
    for node in returns_of(seen.function):
        value = node.value
        if isinstance(value, ast.List) and any(_is_number(part, expected) for part in value.elts):
            return Diagnosis(
                "response-parts-in-list",
                f"The square brackets at {seen.line_of(node)} make a list, and Flask sends a list as JSON, with 200.",
                seen.line_of(node),
                "The body, the status and the headers stand side by side with commas between them, without brackets.",
            )
    return None


def response_object_left(seen: Seen) -> Diagnosis | None:
    """A response was made and changed, and something else is returned."""
    if seen.mismatch.aspect not in {Aspect.STATUS, Aspect.HEADER} or seen.function is None:
        return None
    returns = returns_of(seen.function)
    returned = {node.id for one in returns for node in ast.walk(one) if isinstance(node, ast.Name)}
    for node in own_nodes(seen.function):
        if not isinstance(node, (ast.Assign, ast.AnnAssign)):
            continue
        if (lost := _set_on_nothing(seen, node, returns)) is not None:
            return lost
        value = node.value
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        made = last_name(value.func) if isinstance(value, ast.Call) else None
        name = last_name(target)
        if made not in _RESPONSES or name is None or name in returned or len(returns) != 1:
            continue
        return Diagnosis(
            "response-object-not-returned",
            f"The response {name!r} ({seen.line_of(node)}) is made, and {seen.line_of(returns[0])} returns something"
            " else: what was set on it is lost.",
            seen.line_of(returns[0]),
            f"Return {name} itself: it has the body, the status and the headers.",
        )
    return None


def _set_on_nothing(
    seen: Seen, node: ast.Assign | ast.AnnAssign, returns: list[ast.Return]
) -> Diagnosis | None:
    """`make_response().headers[...] = ...`: a response that has no name."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    calls = [part for part in ast.walk(target) if isinstance(part, ast.Call)]
    if isinstance(target, ast.Name) or not calls or last_name(calls[0].func) not in _RESPONSES:
        return None
    place = seen.line_of(returns[-1]) if returns else seen.line_of(node)
    return Diagnosis(
        "response-object-not-returned",
        f"{seen.line_of(node)} makes a response, changes it, and keeps it under no name. The answer is made anew at"
        f" {place}: what was set is lost.",
        place,
        "Make the response once and give it a name. Change that one, and return that one.",
    )


_RESPONSES = {"make_response", "Response", "JSONResponse", "PlainTextResponse", "HTMLResponse"}


def abort_makes_a_page(seen: Seen) -> Diagnosis | None:
    """Flask: abort() was given the text, and the answer is the page of an error with the text in it."""
    expected = seen.mismatch.expected_value
    if seen.framework != "flask" or seen.mismatch.aspect is not Aspect.TEXT or not isinstance(expected, str):
        return None
    place = call_line(seen, "abort") if (seen.status or 0) >= 400 else None
    if place is None:
        return None
    if expected not in seen.mismatch.got:
        return _page_of_flask(seen, expected, place)
    return Diagnosis(
        "abort-makes-a-page",
        f"abort() at {place} makes a whole error page: it has a heading of its own beside the text {expected!r}.",
        place,
        "abort() is for errors, and Flask writes their page. A body of your own is returned: the body, then the status,"
        " then the headers.",
    )


def _page_of_flask(seen: Seen, expected: str, place: Place) -> Diagnosis | None:
    """abort() was given a status alone, so the words are Flask's."""
    if "<!doctype html>" not in (seen.response.text if seen.response else "")[:40].lower():
        return None
    return Diagnosis(
        "abort-makes-a-page",
        f"abort() at {place} answers with Flask's own page about the status {seen.status}. The text {expected!r} is"
        " nowhere in it.",
        place,
        "abort() is for errors, and Flask writes their page. A body of your own is returned: the body, then the status,"
        " then the headers.",
    )


def header_in_body(seen: Seen) -> Diagnosis | None:
    """The header is written into the text, in a line above it."""
    expected = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.TEXT or not isinstance(expected, str) or not seen.response:
        return None
    first, _, rest = seen.response.text.strip().partition("\n")
    name, colon, _ = first.partition(":")
    if expected not in rest or not colon or "-" not in name or " " in name.strip():
        return None
    place = text_line(seen, name)
    return Diagnosis(
        "header-missing",
        f"The text of the answer begins with '{first[:80]}'. That is a header, and it stands in the body.",
        place,
        "A header travels before the body and is no part of its text. In Flask a view returns headers as a dict, behind"
        " the body and the status."
        if seen.framework == "flask"
        else "A header travels before the body and is no part of its text. Set it on the response.",
    )


def header_differs(seen: Seen) -> Diagnosis | None:
    """A header is missing, or has another value: two different mistakes."""
    match seen.mismatch.expected_value:
        case (str(name), str(value)) if seen.mismatch.aspect is Aspect.HEADER and seen.response:
            got = seen.response.header(name)
        case _:
            return None
    if got is not None:
        return Diagnosis(
            "wrong-header",
            f"The header {name} is there with the value '{got}'; '{value}' is asked for.",
            text_line(seen, got),
            "Compare the two character by character.",
        )
    other = next((key for key, text in seen.response.headers if text.strip() == value), None)
    return Diagnosis(
        "header-missing",
        f"The answer has no header {name}."
        + (f" It has a header {other} with that value." if other else "")
        + (f" {name} stands in the body instead." if name in seen.response.text else ""),
        answer_line(seen),
        "Headers are not in the body: they travel before it. In Flask a view returns them as a dict, behind the"
        " body and the status." if seen.framework == "flask" else
        "Headers are not in the body: they travel before it. Set them on the response.",
    )  # fmt: skip


def _answered_well(seen: Seen) -> bool:
    """Whether the view answered, and what it says is the mistake."""
    return seen.mismatch.aspect in CONTENT and seen.status is not None and seen.status < 400


def _inside(seen: Seen) -> Iterator[ast.AST]:
    """Everything in the body of the view: not its decorators, not its parameters."""
    function = seen.function
    for statement in function.body if function else ():
        yield from ast.walk(statement)


def _is_number(node: ast.expr, number: int) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value == number


def _out_of_order(parts: list[ast.expr]) -> bool:
    """Whether a status stands first, or headers before the status, or texts where neither may be."""
    if not parts:
        return False
    first = parts[0]
    if isinstance(first, ast.Constant) and type(first.value) is int:
        return True
    return len(parts) == 3 and (
        isinstance(parts[1], (ast.Dict, ast.List)) or isinstance(parts[2], ast.Constant)
    )


RULES = (
    not_html,
    braces_not_filled_in,
    argument_not_used,
    tuple_out_of_order,
    parts_in_a_list,
    response_object_left,
    abort_makes_a_page,
    header_in_body,
    statuses.other_success,
    statuses.status_not_set,
    header_differs,
)
