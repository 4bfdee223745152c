"""A response that a view put together wrongly: its HTML, its status, its headers, what it left out."""

from __future__ import annotations

import ast
import html
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from checker.coaching.parameters import parameters
from checker.coaching.routes import variables
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

_CONTENT = {Aspect.TEXT, Aspect.JSON, Aspect.NAMED}
_RENDERERS = {"render_template", "render_template_string", "TemplateResponse"}


def not_escaped(seen: Seen) -> Diagnosis | None:
    """HTML that a client sent comes back as HTML."""
    value = next((value for value in _values(seen) if set(value) & set("<>&") and value in _page(seen)), None)
    if value is None or seen.mismatch.aspect not in _CONTENT:
        return None
    place, why, hint = _unescaped_by(seen)
    return Diagnosis(
        "html-not-escaped",
        f"{value} came in and went out as it was, in an answer that is HTML: {why}.",
        place,
        hint,
    )


def escaped_twice(seen: Seen) -> Diagnosis | None:
    """An escaped text was escaped again."""
    once = html.unescape(_page(seen))
    value = next(
        (value for value in _values(seen) if value not in once and value in html.unescape(once)), None
    )
    if value is None or seen.mismatch.aspect not in _CONTENT:
        return None
    return Diagnosis(
        "escaped-twice",
        f"{value} is escaped twice, so a browser shows {html.escape(value, quote=False)} to the reader.",
        seen.view_place,
        "A template escapes what it is given. Give it the name as it came.",
    )


def not_html(seen: Seen) -> Diagnosis | None:
    """HTML was asked for, and the answer says that it is something else."""
    if seen.mismatch.aspect is not Aspect.KIND or seen.mismatch.expected_value != "text/html":
        return None
    kind = seen.response.media_type if seen.response else ""
    says = f"says that it is {kind}" if kind else "does not say what it is"
    return Diagnosis(
        "not-html",
        f"The task asks for an HTML page; the answer {says}, so a browser shows no page.",
        seen.view_place,
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
        if name in taken and name not in names and not _fills_in(seen, name):
            return Diagnosis(
                "argument-not-used",
                f"{seen.route.endpoint}() gets '{name}' from the address and never uses it, so the answer is the"
                " same for every address.",
                seen.view_place,
                f"The argument {name} holds what stood in the address. Put it into what the function returns.",
            )
    return None


def braces_not_filled_in(seen: Seen) -> Diagnosis | None:
    """The name of the variable came back in its braces."""
    if seen.route is None or not _answered_well(seen):
        return None
    for name, _ in variables(seen.framework, seen.route.rule):
        if _fills_in(seen, name):
            return Diagnosis(
                "variable-not-filled-in",
                f"The answer holds {{{name}}}, the variable's name in braces, and not its value.",
                _line_with(seen, f"{{{name}}}") or seen.view_place,
                "A name in braces inside a text is filled in only where an f stands before the quote.",
            )
    return None


def template_without_value(seen: Seen) -> Diagnosis | None:
    """A template was filled in, and the value that was sent is not on the page."""
    call = _call(seen, _RENDERERS)
    values = list(_values(seen))
    if call is None or not values or not _answered_well(seen):
        return None
    if any(value in html.unescape(_page(seen)) for value in values):
        return None
    given = [keyword.arg for keyword in call.keywords if keyword.arg]
    names = f" Here it is given {' and '.join(map(repr, given))}." if given else ""
    return Diagnosis(
        "template-value-missing",
        f"The page does not hold {values[-1]!r}: a template shows nothing, and reports nothing, where it uses a"
        f" name that it was not given.{names}",
        seen.line_of(call),
        "The name in the template between {{ and }} and the name in the call have to be the same, letter by letter.",
    )


def tuple_out_of_order(seen: Seen) -> Diagnosis | None:
    """Flask could not read the parts of a response that the view returned."""
    raised = seen.raised
    if seen.framework != "flask" or raised is None or raised.frames:
        return None
    for node in _returns(seen):
        if isinstance(node.value, ast.Tuple) and _out_of_order(node.value.elts):
            return Diagnosis(
                "response-parts-out-of-order",
                f"Flask cannot read the parts of the response that the view returns: {raised.short_type}.",
                seen.line_of(node),
                "Flask reads the parts by their place: the body, then the status as a number, then the headers"
                " as a dict.",
            )
    return None


def status_not_set(seen: Seen) -> Diagnosis | None:
    """A status was asked for that a view has to choose itself, and it answered with the usual one."""
    expected = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.STATUS or type(expected) is not int or seen.route is None:
        return None
    if seen.status != 200 or not (expected < 300 or expected == 418):
        return None
    return Diagnosis(
        "status-not-set",
        f"{seen.who} answers with the status 200; {expected} is asked for.",
        seen.view_place,
        "The status is 200 unless you say otherwise. In Flask it goes behind the body that the view returns."
        if seen.framework == "flask"
        else "The status is 200 unless you say otherwise. In FastAPI the decorator takes it, as status_code.",
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
            seen.view_place,
            "Compare the two character by character.",
        )
    other = next((key for key, text in seen.response.headers if text.strip() == value), None)
    return Diagnosis(
        "header-missing",
        f"The answer has no header {name}."
        + (f" It has a header {other} with that value." if other else "")
        + (f" {name} stands in the body instead." if name in seen.response.text else ""),
        seen.view_place,
        "Headers are not in the body: they travel before it. In Flask a view returns them as a dict, behind the"
        " body and the status." if seen.framework == "flask" else
        "Headers are not in the body: they travel before it. Set them on the response.",
    )  # fmt: skip


def _unescaped_by(seen: Seen) -> tuple[Place | None, str, str]:
    """Where the view lets HTML through, why that is so, and the way out."""
    template = "Let render_template fill in an .html template: it escapes each value by itself."
    if call := _call(seen, {"Markup"}):
        why = "Markup() says that a text is safe; it does not make it safe"
        return (
            seen.line_of(call),
            why,
            "escape() from markupsafe makes a text safe. A template needs neither.",
        )
    if call := _call(seen, _RENDERERS):
        why = "the template does not escape it"
        return (
            seen.line_of(call),
            why,
            "Look for the filter |safe or for autoescape in the template: both switch it off.",
        )
    if call := _call(seen, {"Template", "Environment", "from_string", "get_template"}):
        why = "Jinja by itself does not escape"
        return seen.line_of(call), why, f"Only the framework's own Jinja does. {template}"
    why = "nothing escapes it on its way into the page"
    return _last_return(seen), why, f"{template} Or put the value through escape() from markupsafe."


def _values(seen: Seen) -> Iterator[str]:
    """What the client chose: the variable parts of the path, the query, and a form's fields."""
    if seen.request is None:
        return
    fixed = seen.route.rule.split("/") if seen.route else []
    yield from (part for part in map(unquote, seen.request.path.split("/")) if part and part not in fixed)
    yield from (value for _, value in parse_qsl(urlsplit(seen.request.target).query))
    kinds = [value for key, value in seen.request.headers if key.lower() == "content-type"]
    if kinds and kinds[0].startswith("application/x-www-form-urlencoded"):
        yield from (value for _, value in parse_qsl(seen.request.body.decode("utf-8", "replace")))


def _page(seen: Seen) -> str:
    """The answer's text where a browser would read it as HTML; empty for anything else."""
    if seen.response is None or seen.response.media_type not in {"", "text/html", "application/xhtml+xml"}:
        return ""
    return seen.response.text


def _answered_well(seen: Seen) -> bool:
    """Whether the view answered, and what it says is the mistake."""
    return seen.mismatch.aspect in _CONTENT and seen.status is not None and seen.status < 400


def _fills_in(seen: Seen, name: str) -> bool:
    return f"{{{name}}}" in (seen.response.text if seen.response else "")


def _inside(seen: Seen) -> Iterator[ast.AST]:
    """Everything in the body of the view: not its decorators, not its parameters."""
    function = seen.function
    for statement in function.body if function else ():
        yield from ast.walk(statement)


def _call(seen: Seen, names: set[str]) -> ast.Call | None:
    """The first call in the view of a function or a method of one of these names."""
    for node in _inside(seen):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
            return node
    return None


def _returns(seen: Seen) -> list[ast.Return]:
    return [node for node in _inside(seen) if isinstance(node, ast.Return)]


def _last_return(seen: Seen) -> Place | None:
    found = _returns(seen)
    return seen.line_of(found[-1]) if found else seen.view_place


def _line_with(seen: Seen, text: str) -> Place | None:
    """The line of the view whose text constant holds this."""
    for node in _inside(seen):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and text in node.value:
            return seen.line_of(node)
    return None


def _out_of_order(parts: list[ast.expr]) -> bool:
    return len(parts) == 3 and (
        isinstance(parts[1], (ast.Dict, ast.List)) or isinstance(parts[2], ast.Constant)
    )


RULES = (
    not_escaped,
    escaped_twice,
    not_html,
    braces_not_filled_in,
    argument_not_used,
    template_without_value,
    tuple_out_of_order,
    status_not_set,
    header_differs,
)
