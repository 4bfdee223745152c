"""Templates as Jinja reads them: which one a view fills in, what it shows, and what is wrong in it.

A template is parsed and never run. Jinja is imported only when a rule has a template to look at.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.coaching.reading import reach
from checker.coaching.reading.answering import reached_call
from checker.coaching.reading.source import place_in, text_of
from checker.coaching.reading.written import assigned, last_name
from checker.coaching.seen import Seen
from checker.core.reports import Place

if TYPE_CHECKING:
    from jinja2 import nodes

RENDERERS = ("render_template", "render_template_string", "TemplateResponse")
GIVEN_BY_FRAMEWORK = frozenset({"url_for", "get_flashed_messages", "config", "request", "session", "g", "app",
                                "range", "dict", "lipsum", "cycler", "joiner", "namespace", "caller", "loop",
                                "self", "super"})  # fmt: skip
_OPENING = frozenset({"for", "if", "block", "macro", "call", "filter", "with", "autoescape", "raw"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A template that the view fills in."""

    file: str
    call: ast.Call
    """The call that fills it in, and the learner's file with that call."""
    name: str | None
    """The template's name as the call has it; None for a template that is given as a text."""
    path: str | None
    """The template's file, where it was found."""
    text: str | None
    first_line: int
    """How many lines stand before it in its file."""
    known: Mapping[str, ast.Dict] = field(default_factory=dict)
    """The dicts that the view writes down under a name."""

    @property
    def values(self) -> set[str] | None:
        """The names that the call gives it; None where nobody can tell."""
        return _values_of(self.call, self.known)


def filled(seen: Seen) -> Filled | None:
    """The template of the first call in the view, or in what it calls, that fills one in."""
    found = reached_call(seen, *RENDERERS)
    if found is None:
        return None
    file, call = found
    texts = [one for one in _arguments(call) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    first = texts[0] if texts else None
    if last_name(call.func) == "render_template_string":
        text = str(first.value) if first is not None else None
        line = (first.lineno if first else call.lineno) - 1
        return Filled(file, call, None, file, text, line, _dicts(seen))
    name = str(first.value) if first is not None else None
    path, text = _page(seen, name)
    return Filled(file, call, name, path, text, 0, _dicts(seen))


def _dicts(seen: Seen) -> dict[str, ast.Dict]:
    """The dicts with plain keys that the functions that answer give a name to, once each, and do not change."""
    found: dict[str, ast.Dict] = {}
    stored: list[str | None] = []
    for _, node in reach.nodes(seen):
        name, value = assigned(node) if isinstance(node, ast.stmt) else (None, None)
        stored += [name] if name else []
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            stored += 2 * [last_name(node.value)]
        if isinstance(node, ast.Attribute) and node.attr in {"update", "setdefault"}:
            stored += 2 * [last_name(node.value)]
        if name and isinstance(value, ast.Dict) and all(isinstance(key, ast.Constant) for key in value.keys):
            found[name] = value
    return {name: value for name, value in found.items() if stored.count(name) == 1}


def line_in(seen: Seen, template: Filled, line: int) -> Place:
    """A place in a template."""
    files = (*seen.sources, *seen.pages)
    return place_in(files, template.path or template.file, template.first_line + line)


def tree_of_template(text: str | None) -> nodes.Template | None:
    """A template as a tree; None where it is none."""
    from jinja2 import Environment, TemplateError

    try:
        return Environment().parse(text) if text is not None else None  # noqa: S701  nothing is rendered
    except (TemplateError, RecursionError):
        return None


def escaping_switched_off(text: str | None) -> tuple[str, int] | None:
    """What tells a template not to escape, and its line: the filter `safe`, or a block."""
    from jinja2 import nodes

    tree = tree_of_template(text)
    if tree is None:
        return None
    for node in tree.find_all(nodes.Filter):
        if node.name == "safe" and node.node is not None and _shows_a_name(node.node):
            return "safe", node.lineno
    for option in tree.find_all(nodes.EvalContextModifier):
        for word in option.options:
            if word.key == "autoescape" and isinstance(word.value, nodes.Const) and not word.value.value:
                return "autoescape", option.lineno
    return None


def _shows_a_name(node: nodes.Node) -> bool:
    from jinja2 import nodes

    return isinstance(node, nodes.Name) or any(True for _ in node.find_all(nodes.Name))


def names_shown(text: str | None) -> dict[str, int]:
    """The names that a template takes from whoever fills it in, each with its first line."""
    from jinja2 import meta, nodes

    tree = tree_of_template(text)
    if tree is None:
        return {}
    wanted = meta.find_undeclared_variables(tree) - GIVEN_BY_FRAMEWORK
    lines: dict[str, int] = {}
    for node in tree.find_all(nodes.Name):
        if node.name in wanted:
            lines.setdefault(node.name, node.lineno)
    return lines


def has_parents(text: str | None) -> bool:
    """Whether a template is filled into another one, or takes others in."""
    from jinja2 import nodes

    tree = tree_of_template(text)
    return tree is not None and any(True for _ in tree.find_all((nodes.Extends, nodes.Include, nodes.Import)))


def line_of_open_block(text: str | None) -> int | None:
    """The line of the last block that is begun and not ended."""
    from jinja2 import Environment, TemplateError

    opened: list[tuple[str, int]] = []
    try:
        tokens = list(Environment().lex(text or ""))  # noqa: S701  nothing is rendered
    except TemplateError:
        return None
    for line, word in _block_words(tokens):
        if word in _OPENING:
            opened.append((word, line))
        elif opened and word == f"end{opened[-1][0]}":
            opened.pop()
    return opened[-1][1] if opened else None


def _block_words(tokens: list[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """The first word of each `{% ... %}`."""
    waiting = False
    for line, kind, value in tokens:
        if kind in {"block_begin", "raw_begin"}:
            waiting = True
        elif waiting and kind == "name":
            waiting = False
            yield line, value


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(word.value for word in call.keywords if word.arg in _NAME_WORDS)]


_NAME_WORDS = ("template_name_or_list", "name", "source")


def _values_of(call: ast.Call, known: Mapping[str, ast.Dict]) -> set[str] | None:
    found: set[str] = set()
    dicts = [one for one in call.args if isinstance(one, ast.Dict)]
    for word in call.keywords:
        if word.arg is None and (given := known.get(last_name(word.value) or "")) is not None:
            dicts.append(given)
            continue
        if word.arg is None:
            return None
        if word.arg == "context" and isinstance(word.value, ast.Dict):
            dicts.append(word.value)
        found.add(word.arg)
    others = [one for one in call.args[1:] if not isinstance(one, (ast.Dict, ast.Constant))]
    if last_name(call.func) == "TemplateResponse" and len(others) + len(dicts) > 1 and not dicts:
        return None
    keys: list[Any] = [key for one in dicts for key in one.keys]
    return found | {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def _page(seen: Seen, name: str | None) -> tuple[str | None, str | None]:
    """The file of a template's name and its text."""
    fitting = [page for page in seen.pages if name and f"/{page.path}".endswith(f"/templates/{name}")]
    fitting += [page for page in seen.pages if name and f"/{page.path}".endswith(f"/{name}")]
    return (fitting[0].path, text_of(fitting[0])) if fitting else (None, None)
