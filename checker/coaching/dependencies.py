"""Mistakes with FastAPI's dependencies: not declared, called by hand, wrapped wrongly; and with a guard made of one."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

from checker.coaching.finding import FoundFunction, all_nodes, asked, at, decorated, functions, view_of
from checker.coaching.parameters import own_nodes, parameters
from checker.coaching.seen import Seen
from checker.coaching.sent import has_header
from checker.coaching.source import trees
from checker.coaching.written import Function, last_name
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

_NO_CALL = "Depends takes the function itself, without parentheses: FastAPI calls it for each request."


# --- the dependency is not what FastAPI makes of it ------------------------------------------------------------


def called_by_hand(seen: Seen) -> Diagnosis | None:
    """A generator function, called like any other, gives no value but a generator."""
    raised = seen.raised
    if (
        raised is None
        or "generator' object" not in raised.message
        or raised.type not in {"AttributeError", "TypeError"}
    ):
        return None
    place = seen.place(raised.place) or seen.view_place
    return Diagnosis(
        "dependency-called-by-hand",
        f"What is used at {place} is a generator, not the value after the `yield`: {raised.message}.",
        place,
        f"Only FastAPI unwraps a dependency with `yield`. Declare it as a parameter. {_NO_CALL}",
    )


def not_resolved(seen: Seen) -> Diagnosis | None:
    """A function with Depends in its parameters was called by hand."""
    raised = seen.raised
    if raised is None or "'Depends' object" not in raised.message:
        return None
    place = seen.place(raised.place) or seen.view_place
    return Diagnosis(
        "dependency-not-resolved",
        f"At {place} there is still the Depends(...) itself, and not the value that it stands for.",
        place,
        "FastAPI fills in Depends only for functions that FastAPI calls. Call the function through Depends, or pass"
        " the value along.",
    )


def contextmanager_above(seen: Seen) -> Diagnosis | None:
    """`@contextmanager` above a dependency with yield."""
    if seen.raised is None or "GeneratorContextManager' object" not in seen.raised.message:
        return None
    return _wrapped(
        seen,
        ("contextmanager", "asynccontextmanager"),
        "contextmanager-on-dependency",
        "makes something else of the dependency than FastAPI expects",
        "FastAPI makes a context manager of a function with `yield` by itself. Leave the decorator away.",
    )


def lru_cache_above(seen: Seen) -> Diagnosis | None:
    """`@lru_cache` above a dependency with yield."""
    used_up = ("generator didn't yield", "generator already executing")
    if seen.raised is None or not any(text in seen.raised.message for text in used_up):
        return None
    return _wrapped(
        seen,
        ("lru_cache", "cache", "cached", "memoize"),
        "lru-cache-on-dependency",
        "keeps the generator, which is used up after the first request",
        "Keep results of plain functions only. A dependency with `yield` begins anew for each request.",
    )


def _wrapped(seen: Seen, names: tuple[str, ...], cause: str, what: str, hint: str) -> Diagnosis | None:
    for file, function, decorator in decorated(seen.sources, *names):
        if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own_nodes(function)):
            place = at(seen.sources, (file, decorator))
            return Diagnosis(cause, f"The decorator at {place} above {function.name}() {what}.", place, hint)
    return None


def without_depends(seen: Seen) -> Diagnosis | None:
    """A function stands where Depends(function) is meant: as a default, or inside Annotated."""
    view = view_of(seen)
    if (
        seen.framework != "fastapi"
        or view is None
        or seen.mismatch.aspect not in {Aspect.STATUS, Aspect.JSON}
    ):
        return None
    known = {name for _, tree in trees(seen.sources) for name in _defined(tree)}
    for argument, named in _bare_names(view[1]):
        if named in known:
            place = at(seen.sources, (view[0], argument))
            return Diagnosis(
                "dependency-without-depends",
                f"The parameter {argument.arg} ({place}) names the function {named} and does not say Depends, so"
                " FastAPI does not call it.",
                place,
                f"A dependency is declared with Depends, as a default or inside Annotated. {_NO_CALL}",
            )
    return None


def _defined(tree: ast.Module) -> Iterator[str]:
    yield from (node.name for node in tree.body if isinstance(node, Function))


def _bare_names(function: Function) -> Iterator[tuple[ast.arg, str]]:
    for argument, default in with_defaults(function):
        if isinstance(default, ast.Name):
            yield argument, default.id
        annotation = argument.annotation
        if isinstance(annotation, ast.Subscript) and last_name(annotation.value) == "Annotated":
            for part in annotation.slice.elts[1:] if isinstance(annotation.slice, ast.Tuple) else ():
                if isinstance(part, ast.Name):
                    yield argument, part.id


def with_defaults(function: Function) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """Every parameter with its default."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    missing: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    yield from zip(positional, [*missing, *arguments.defaults], strict=True)
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)


# --- a number without its limit ------------------------------------------------------------------------------------


def number_not_limited(seen: Seen) -> Diagnosis | None:
    """A number after the question mark is larger than it may be."""
    if seen.framework != "fastapi" or seen.mismatch.expected != "status 422 or 400" or not seen.request:
        return None
    if not seen.status or seen.status >= 300:
        return None
    sent = [name for name, value in parse_qsl(seen.request.target.partition("?")[2]) if value.isdecimal()]
    view = view_of(seen)
    for file, argument in _parameters_named(seen, sent, view):
        place = at(seen.sources, (file, argument))
        return Diagnosis(
            "bad-input-accepted",
            f"{asked(seen)} should be refused with 422, and the answer is {seen.status}: nothing limits {argument.arg}"
            f" ({place}).",
            place,
            "A type says what kind of value it is, not how large. Query(...) beside the type adds limits, in the one"
            " dependency that both paths share.",
        )
    return None


def _parameters_named(
    seen: Seen, names: list[str], view: FoundFunction | None
) -> Iterator[tuple[str, ast.arg]]:
    """Parameters of these names: the view's own first, then those of any function."""
    for file, function in [*([view] if view else []), *functions(seen.sources)]:
        yield from ((file, argument) for argument in parameters(function) if argument.arg in names)


# --- a guard ---------------------------------------------------------------------------------------------------------


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
    if not _guarded(seen) or seen.status != 422 or _first_loc(seen)[:1] != ["header"]:
        return None
    name = _first_loc(seen)[-1]
    place = next(
        (at(seen.sources, one[:2]) for one in _headers(seen) if _header_name(*one[1:]) == name), None
    )
    return Diagnosis(
        "guard-header-required",
        f"The header {name} is required{f' ({place})' if place else ''}, so FastAPI refuses a request without it with"
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
        + ("Look which of the two comes first." if swapped else "So the guard has two questions to ask."),
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
        for argument, default in with_defaults(function):
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
        for argument, default in with_defaults(function):
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


def _first_loc(seen: Seen) -> list[str]:
    try:
        detail = json.loads(seen.response.text)["detail"] if seen.response else []
        return [str(step) for step in detail[0]["loc"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        return []


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    called_by_hand,
    not_resolved,
    contextmanager_above,
    lru_cache_above,
    without_depends,
    number_not_limited,
    exception_returned,
    guard_missing,
    header_required,
    other_status,
    right_token_refused,
)
