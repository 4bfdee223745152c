"""HTML that a client sent comes back as HTML: what let it through."""

from __future__ import annotations

import ast
import html
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from checker.coaching.reading import reach
from checker.coaching.reading.answering import answer_line, call_line, text_line
from checker.coaching.reading.finding import all_nodes, at
from checker.coaching.reading.templates import Filled, escaping_switched_off, filled, line_in
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

CONTENT = {Aspect.TEXT, Aspect.JSON, Aspect.NAMED}
_TEMPLATE = "Let render_template fill in an .html template: it escapes each value by itself."
_HTML_NAMES = (".html", ".htm", ".xml", ".xhtml", ".svg")


def not_escaped(seen: Seen) -> Diagnosis | None:
    """HTML that a client sent comes back as HTML."""
    value = next((one for one in values_sent(seen) if set(one) & set("<>&") and one in page_of(seen)), None)
    if value is None or seen.mismatch.aspect not in CONTENT:
        return None
    what = f"{value} came in and went out as it was, in an answer that is HTML"
    return (
        _marked(seen, what)
        or _by_template(seen, what)
        or _by_plain_jinja(seen, what)
        or _escape_dropped(seen, what)
        or _by_hand(seen, what)
    )


def escaped_twice(seen: Seen) -> Diagnosis | None:
    """An escaped text was escaped again."""
    once = html.unescape(page_of(seen))
    value = next(
        (value for value in values_sent(seen) if value not in once and value in html.unescape(once)), None
    )
    if value is None or seen.mismatch.aspect not in CONTENT:
        return None
    by_hand = _replaced_last(seen)
    return Diagnosis(
        "escaped-twice",
        f"{value} is escaped twice, so a browser shows {html.escape(value, quote=False)} to the reader.",
        by_hand or call_line(seen, "escape") or answer_line(seen),
        "The characters & < > are each replaced once, and & first: otherwise it is found in what the others became."
        if by_hand
        else "A template escapes what it is given. Give it the name as it came.",
    )


def _replaced_last(seen: Seen) -> Place | None:
    """Where & is replaced by hand, below or behind a replacement that makes one."""
    for file, call in reach.calls(seen, "replace"):
        given = [part.value for part in call.args if isinstance(part, ast.Constant)]
        if given[:1] == ["&"] and any(_makes_an_entity(node) for node in ast.walk(call.func)):
            return at(seen.sources, (file, call))
    lines = [(file, call) for file, call in reach.calls(seen, "replace") if _makes_an_entity(call)]
    lasts = [one for one in lines if isinstance(one[1].args[0], ast.Constant) and one[1].args[0].value == "&"]
    above = [one for one in lines if lasts and one[0] == lasts[0][0] and one[1].lineno < lasts[0][1].lineno]
    return at(seen.sources, lasts[0]) if above else None


def _makes_an_entity(node: ast.AST) -> bool:
    """Whether a call puts something like `&lt;` in the place of a character."""
    if not isinstance(node, ast.Call) or last_name(node.func) != "replace" or len(node.args) != 2:
        return False
    new = node.args[1]
    return isinstance(new, ast.Constant) and str(new.value).startswith("&")


def _marked(seen: Seen, what: str) -> Diagnosis | None:
    """Markup() around something that came in."""
    for file, call in reach.calls(seen, "Markup"):
        if call.args and not isinstance(call.args[0], ast.Constant):
            place = at(seen.sources, (file, call))
            return Diagnosis(
                "markup-on-input",
                f"{what}: Markup() at {place} says that a text is safe; it does not make it safe.",
                place,
                "escape() from markupsafe makes a text safe. A value for a template needs neither of the two.",
            )
    return None


def _by_template(seen: Seen, what: str) -> Diagnosis | None:
    """A template that does not escape, or that had the text in it already."""
    template = filled(seen)
    if template is None:
        return None
    place = at(seen.sources, (template.file, template.call))
    if (off := escaping_switched_off(template.text)) is not None:
        return _switched_off(off[0], line_in(seen, template, off[1]), what)
    if template.name and not template.name.endswith(_HTML_NAMES) and seen.framework == "flask":
        return Diagnosis(
            "autoescape-off",
            f"{what}: Flask does not escape in '{template.name}' ({place}), because its name does not end in .html.",
            place,
            "Flask escapes in templates whose names end in .html, .htm, .xml, .xhtml or .svg. Rename the file.",
        )
    if _text_made_first(template):
        return Diagnosis(
            "input-in-template-text",
            f"{what}: it was put into the text at {place} before that text became a template.",
            place,
            "A template escapes the values that it is given, and not its own text. Write {{ name }} in the template's"
            " text and pass the value beside it, as name=...",
        )
    return Diagnosis(
        "autoescape-off",
        f"{what}: the template that is filled in at {place} does not escape it.",
        place,
        "Look for the filter |safe and for autoescape in the template and in the files that it takes in: both switch"
        " escaping off. A value that is a Markup is not escaped either.",
    )


def _switched_off(by: str, place: Place, what: str) -> Diagnosis:
    if by == "safe":
        return Diagnosis(
            "safe-filter",
            f"{what}: the filter |safe at {place} tells the template not to escape it.",
            place,
            "|safe is for HTML that you wrote yourself. Without the filter the template escapes the value.",
        )
    return Diagnosis(
        "autoescape-off",
        f"{what}: at {place} the template switches escaping off.",
        place,
        "Inside a block {% autoescape false %} no value is escaped. Leave the block out.",
    )


def _text_made_first(template: Filled) -> bool:
    """Whether the template is a text that the code put together."""
    first = template.call.args[0] if template.call.args else None
    made = (ast.JoinedStr, ast.BinOp, ast.Call)
    return last_name(template.call.func) == "render_template_string" and (
        isinstance(first, made) or (isinstance(first, ast.Name) and not template.call.keywords)
    )


def _by_plain_jinja(seen: Seen, what: str) -> Diagnosis | None:
    """Jinja, taken without the framework: it escapes only when it is told to."""
    used = any(True for _ in reach.calls(seen, "render", "Template", "from_string", "get_template"))
    for file, node in all_nodes(seen.sources) if used else ():
        if not isinstance(node, ast.Call) or last_name(node.func) not in {"Template", "Environment"}:
            continue
        if any(word.arg == "autoescape" for word in node.keywords):
            continue
        place = at(seen.sources, (file, node))
        return Diagnosis(
            "jinja-without-autoescape",
            f"{what}: {last_name(node.func)}() at {place} is Jinja by itself, and that does not escape.",
            place,
            f"Only the framework's own way to Jinja escapes. {_TEMPLATE}",
        )
    return None


def _escape_dropped(seen: Seen, what: str) -> Diagnosis | None:
    """escape() was called, and what it gave back was not used."""
    for file, node in reach.nodes(seen):
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        if last_name(node.value.func) in {"escape", "replace"}:
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "escaped-text-dropped",
                f"{what}: the line at {place} makes an escaped text, and nothing uses it.",
                place,
                "A text in Python never changes. The call gives back a new text: put that one into the page.",
            )
    return None


def _by_hand(seen: Seen, what: str) -> Diagnosis:
    """The page was put together from texts."""
    place = call_line(seen, "format", "format_map") or text_line(seen, html.unescape(page_of(seen)))
    return Diagnosis(
        "html-not-escaped",
        f"{what}: nothing escapes it on its way into the page{f' ({place})' if place else ''}.",
        place,
        f"{_TEMPLATE} Or put the value through escape() from markupsafe.",
    )


def values_sent(seen: Seen) -> Iterator[str]:
    """What the client chose: the variable parts of the path, the query, and a form's fields."""
    if seen.request is None:
        return
    fixed = seen.route.rule.split("/") if seen.route else []
    yield from (part for part in map(unquote, seen.request.path.split("/")) if part and part not in fixed)
    yield from (value for _, value in parse_qsl(urlsplit(seen.request.target).query))
    kinds = [value for key, value in seen.request.headers if key.lower() == "content-type"]
    if kinds and kinds[0].startswith("application/x-www-form-urlencoded"):
        yield from (value for _, value in parse_qsl(seen.request.body.decode("utf-8", "replace")))


def page_of(seen: Seen) -> str:
    """The answer's text where a browser would read it as HTML; empty for anything else."""
    if seen.response is None or seen.response.media_type not in {"", "text/html", "application/xhtml+xml"}:
        return ""
    return seen.response.text


RULES = (not_escaped, escaped_twice)
