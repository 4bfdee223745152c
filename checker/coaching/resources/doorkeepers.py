"""Mistakes with a guard: a dependency, or a middleware, that should refuse whoever has no right token."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import all_nodes, asked, at, function_at, functions
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.sent import has_header
from checker.coaching.reading.written import Function, last_name, with_defaults
from checker.coaching.resources.dependencies import first_loc
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def exception_returned(seen: Seen) -> Diagnosis | None:
    """What a guard returns is no refusal: only an exception is."""
    if not _guarded(seen) or not _let_through(seen):
        return None
    for file, node in all_nodes(seen.sources):
        result = node.value if isinstance(node, ast.Return) else None
        if isinstance(result, ast.Call) and last_name(result.func) == "HTTPException":
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "guard-returns-exception",
                f"The line at {place} returns the exception. A result of a dependency refuses nothing, so the"
                f" answer is {seen.status}.",
                place,
                "An exception does its work only when it is raised.",
            )
    return None


def refusal_returned(seen: Seen) -> Diagnosis | None:
    """A guard returns a pair or a response with the status: nobody looks at it."""
    if not _guarded(seen) or not _let_through(seen):
        return None
    found = sorted(_returned_refusals(seen), key=lambda one: one[0] != seen.mismatch.expected_value)
    for _, file, function, node in found:
        place = at(seen.sources, (file, node))
        return Diagnosis(
            "guard-returns-refusal",
            f"{function.name}() returns its refusal ({place}). What a dependency returns is handed to the function,"
            f" and is no answer: so the answer is {seen.status}.",
            place,
            "Only an exception keeps the function from being called: raise HTTPException with the status.",
        )
    return None


def _returned_refusals(seen: Seen) -> Iterator[tuple[int, str, Function, ast.Return]]:
    """Each 401 or 403 that a function returns which is no view and no middleware."""
    for file, function in functions(seen.sources):
        for node in own_nodes(function) if not function.decorator_list else ():
            value = node.value if isinstance(node, ast.Return) else None
            parts = value.elts if isinstance(value, ast.Tuple) else []
            if isinstance(value, ast.Call):
                parts = [*value.args, *(word.value for word in value.keywords)]
            for status in (401, 403):
                if isinstance(node, ast.Return) and any(_means(part, status) for part in parts):
                    yield status, file, function, node


def raised_after_yield(seen: Seen) -> Diagnosis | None:
    """The refusal stands behind the yield: then the answer is made already."""
    if not _guarded(seen) or not _let_through(seen):
        return None
    for file, function in functions(seen.sources):
        own = list(own_nodes(function))
        yields = [node.lineno for node in own if isinstance(node, ast.Yield)]
        late = [node for node in own if isinstance(node, ast.Raise) and yields and node.lineno > min(yields)]
        if late and not any(isinstance(node, ast.Raise) and node.lineno < min(yields) for node in own):
            first = min(late, key=lambda node: node.lineno)
            place = at(seen.sources, (file, first))
            return Diagnosis(
                "raised-after-yield",
                f"{function.name}() looks at the token after its `yield` ({place}). At that time the function behind it"
                " has already answered.",
                place,
                "What stands before the `yield` runs before the function, what stands after it runs after the answer."
                " Refuse before the `yield`.",
            )
    return None


def raised_in_middleware(seen: Seen) -> Diagnosis | None:
    """HTTPException in a middleware is turned into no answer."""
    raised = seen.raised
    if raised is None or raised.short_type != "HTTPException" or seen.status != 500:
        return None
    found = function_at(seen, raised.place)
    names = {
        last_name(one.func) for one in (found[1].decorator_list if found else []) if isinstance(one, ast.Call)
    }
    if found is None or not (found[1].name == "dispatch" or "middleware" in names):
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "raised-in-middleware",
        f"{found[1].name}() raises HTTPException at {place}, and it is a middleware. FastAPI turns this error into"
        " an answer only further inside. So the client gets 500.",
        place,
        "A middleware returns a response, such as JSONResponse with a status_code. A dependency may raise"
        " HTTPException.",
    )


def token_misspelt(seen: Seen) -> Diagnosis | None:
    """The right token came, and it is compared with another one."""
    if seen.framework != "fastapi" or seen.mismatch.expected_value != 200 or seen.status not in {401, 403}:
        return None
    sent = (
        next((value for name, value in seen.request.headers if name.lower() == "x-token"), None)
        if seen.request
        else None
    )
    if not sent:
        return None
    for file, node in all_nodes(seen.sources):
        text = node.value if isinstance(node, ast.Constant) else None
        if not isinstance(text, str) or text == sent or " " in text.strip():
            continue
        if difflib.SequenceMatcher(None, text.lower(), sent.lower()).ratio() > 0.75:
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "token-misspelt",
                f"The request brings the right token and is refused: {text!r} stands at {place}, and the token is"
                f" {sent!r}.",
                place,
                "Each character counts, also a capital letter or a space.",
            )
    refused = dict(_refusals(seen)).get(seen.status)
    place = refused or seen.view_place or Place("app.py")
    return Diagnosis(
        "right-token-refused",
        f"{asked(seen)} brings the right token and is refused with {seen.status} ({place}).",
        place,
        "Which value does your code compare with which? print() shows both. The value of the header comes as text.",
    )


def guard_missing(seen: Seen) -> Diagnosis | None:
    """The request came through although it had no token at all."""
    if (
        not _guarded(seen)
        or not _let_through(seen)
        or not seen.request
        or has_header(seen.request, "x-token")
    ):
        return None
    who = f"{seen.route.endpoint}() ({seen.view_place})" if seen.route else "your app"
    return Diagnosis(
        "guard-missing",
        f"{asked(seen)} came without the header, and {who} answered {seen.status}: no guard stands before this path,"
        " or it lets everybody in.",
        seen.view_place,
        "A dependency of one path guards that path alone. A router, or an app, can have dependencies for all its"
        " paths: then none can be forgotten.",
    )


def header_required(seen: Seen) -> Diagnosis | None:
    """FastAPI refuses a missing header by itself, with another status."""
    if not _guarded(seen) or seen.status != 422 or first_loc(seen)[:1] != ["header"]:
        return None
    name = first_loc(seen)[-1]
    place = next(
        (at(seen.sources, one[:2]) for one in _headers(seen) if _header_name(*one[1:]) == name), None
    )
    return Diagnosis(
        "guard-header-required",
        f"The header {name} is required{f' ({place})' if place else ''}. So FastAPI refuses a request without it with"
        " 422, before your function is asked.",
        place or seen.view_place,
        "A header with a default may be missing. Then your function decides, and raises the status that it wants.",
    )


def other_status(seen: Seen) -> Diagnosis | None:
    """401 and 403 stand for each other, or one stands for both."""
    if not _guarded(seen) or seen.status not in {401, 403}:
        return None
    raised = dict(_refusals(seen))
    place = raised.get(seen.status) or seen.view_place
    swapped = len(raised) > 1
    return Diagnosis(
        "guard-statuses-swapped" if swapped else "guard-one-status-for-both",
        f"{asked(seen)} {'brings a wrong token' if seen.mismatch.expected_value == 403 else 'brings no token'} and is"
        f" answered with {seen.status}{f' ({place})' if place else ''}; {seen.mismatch.expected_value} is asked for.",
        place,
        "401 says: I do not know who you are. 403 says: you showed something, and it does not open this door. "
        + (
            "Ask first whether there is a token at all, and then whether it is the right one."
            if swapped
            else "So the guard has two questions to ask."
        ),
    )


def right_token_refused(seen: Seen) -> Diagnosis | None:
    """The header came, and the guard looks for it somewhere else."""
    if seen.framework != "fastapi" or seen.mismatch.expected_value != 200 or seen.status not in {401, 403}:
        return None
    if (
        seen.mismatch.aspect is not Aspect.STATUS
        or not seen.request
        or not has_header(seen.request, "x-token")
    ):
        return None
    for file, argument, default in _headers(seen):
        name = _header_name(argument, default)
        if not has_header(seen.request, name):
            place = at(seen.sources, (file, argument))
            return Diagnosis(
                "header-misnamed",
                f"{argument.arg} ({place}) is read from a header '{name}', and the request brings 'X-Token'.",
                place,
                "The name of the parameter says which header it is, with a hyphen for each underscore. An alias is"
                " taken letter by letter.",
            )
    for file, function in functions(seen.sources):
        for argument, default in with_defaults(function.args):
            if argument.arg == "x_token" and not _is_header(argument, default):
                place = at(seen.sources, (file, argument))
                return Diagnosis(
                    "header-read-as-query",
                    f"x_token ({place}) comes as a header, and FastAPI looks for it in the query.",
                    place,
                    "A plain parameter is read from the query. The class Header says that it is a header.",
                )
    return None


def _guarded(seen: Seen) -> bool:
    """Whether exactly one of the two refusals of a guard was asked for."""
    return seen.framework == "fastapi" and seen.mismatch.expected in {"status 401", "status 403"}


def _let_through(seen: Seen) -> bool:
    return seen.status is not None and seen.status < 300


def _refusals(seen: Seen) -> Iterator[tuple[int, Place]]:
    """Where the source raises 401 or 403."""
    for file, node in all_nodes(seen.sources):
        if isinstance(node, ast.Call) and last_name(node.func) not in {None, "Depends"}:
            for part in [*node.args, *(word.value for word in node.keywords)]:
                for status in (401, 403):
                    if _means(part, status):
                        yield status, at(seen.sources, (file, node))


def _means(node: ast.expr, status: int) -> bool:
    if isinstance(node, ast.Constant):
        return type(node.value) is int and node.value == status
    name = last_name(node) or ""
    return f"_{status}_" in name or name == {401: "UNAUTHORIZED", 403: "FORBIDDEN"}[status]


def _headers(seen: Seen) -> Iterator[tuple[str, ast.arg, ast.expr | None]]:
    """Every parameter that is read from a header."""
    for file, function in functions(seen.sources):
        for argument, default in with_defaults(function.args):
            if _is_header(argument, default):
                yield file, argument, default


def _is_header(argument: ast.arg, default: ast.expr | None) -> bool:
    return _header_call(argument, default) is not None


def _header_call(argument: ast.arg, default: ast.expr | None) -> ast.AST | None:
    for root in (default, argument.annotation):
        for node in ast.walk(root) if root is not None else ():
            if last_name(node.func if isinstance(node, ast.Call) else node) == "Header":
                return node
    return None


def _header_name(argument: ast.arg, default: ast.expr | None) -> str:
    call = _header_call(argument, default)
    for word in call.keywords if isinstance(call, ast.Call) else ():
        if word.arg == "alias" and isinstance(word.value, ast.Constant):
            return str(word.value.value)
    return argument.arg.replace("_", "-")


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    raised_in_middleware,
    exception_returned,
    refusal_returned,
    raised_after_yield,
    guard_missing,
    header_required,
    other_status,
    right_token_refused,
    token_misspelt,
)
