"""Where an answer is made: the line of a view, or of what it calls, that a learner would change to change it."""

from __future__ import annotations

import ast
import html
from collections.abc import Iterator

from checker.coaching.reading.finding import Found, at, calls
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.reach import nodes as reached_nodes
from checker.coaching.reading.reach import reachable
from checker.coaching.reading.source import text_of, trees
from checker.coaching.reading.written import Function, assigned, last_name
from checker.coaching.seen import Seen
from checker.core.reports import Place

LEAST_LETTERS = 3
"""A shorter text stands in too many answers to tell where one was made."""


def returns_of(function: Function | None) -> list[ast.Return]:
    """Every `return` with a value in a function, in order, without those of functions inside it."""
    found = [node for node in own_nodes(function) if isinstance(node, ast.Return) and node.value is not None]
    return sorted(found, key=lambda node: node.lineno)


def answer_line(seen: Seen) -> Place | None:
    """The one `return` of the view; of several, the one whose text came; where that is not known, the view."""
    returns = returns_of(seen.function)
    if len(returns) == 1:
        return seen.line_of(returns[0])
    body = seen.response.text if seen.response else ""
    rated = [(_longest_in(node, body), node) for node in returns]
    best = max((length for length, _ in rated), default=0)
    found = [node for length, node in rated if length == best]
    return seen.line_of(found[0]) if best and len(found) == 1 else seen.view_place


def text_line(seen: Seen, text: str) -> Place | None:
    """The line with the longest piece of this text, in the functions that answer; else where they answer."""
    pieces = [(len(piece), found) for found, piece in _texts_written(seen) if piece in text]
    best = max((length for length, _ in pieces), default=0)
    if (in_page := _page_line(seen, text, best)) is not None:
        return in_page
    first = next((found for length, found in pieces if length == best), None)
    return at(seen.sources, first) if first is not None else answer_line(seen)


def _page_line(seen: Seen, text: str, least: int) -> Place | None:
    """The line of a template that the functions that answer name, with a longer piece of this text."""
    names = {node.value for _, node in reached_nodes(seen) if isinstance(node, ast.Constant)}
    found: list[tuple[int, Place]] = []
    for page in seen.pages:
        if not any(isinstance(name, str) and name and page.path.endswith(name) for name in names):
            continue
        for number, line in enumerate(text_of(page).splitlines(), 1):
            pieces = [piece for piece in _fixed_pieces(line) if piece in text]
            found.append((max(map(len, pieces), default=0), Place(page.path, number, line.strip())))
    longest = max((length for length, _ in found), default=0)
    return next((place for length, place in found if length == longest), None) if longest > least else None


def _fixed_pieces(line: str) -> list[str]:
    """What a line of a template writes down itself: without tags, and without what Jinja fills in."""
    parts = [part.rpartition("}")[2] for part in line.split("{")]
    return [
        piece
        for part in parts
        for piece in _without_tags(part)
        if sum(map(str.isalnum, piece)) >= LEAST_LETTERS
    ]


def key_line(seen: Seen, key: str) -> Place | None:
    """The line where the functions that answer give a key of an object its value; else where they answer."""
    for file, node in reached_nodes(seen):
        value = _value_at(node, key)
        if value is not None:
            return at(seen.sources, (file, _made_before(seen, value)))
    return answer_line(seen)


def call_line(seen: Seen, *names: str) -> Place | None:
    """The first call of a function or method of one of these names, in the functions that answer."""
    found = reached_call(seen, *names)
    return at(seen.sources, found) if found is not None else None


def added_by_call(seen: Seen) -> Place | None:
    """FastAPI: the call that adds the route of a function without a decorator."""
    if seen.framework != "fastapi" or seen.function is None or seen.function.decorator_list:
        return None
    found = list(calls(seen.sources, "add_api_route"))
    mine = [one for one in found if seen.function.name in map(last_name, one[1].args)]
    chosen = mine or (found if len(found) == 1 else [])
    return at(seen.sources, chosen[0]) if chosen else None


def reached_call(seen: Seen, *names: str) -> tuple[str, ast.Call] | None:
    """The same call as a node, with its file."""
    for file, node in sorted(reached_nodes(seen), key=_order):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
            return file, node
    return None


def _made_before(seen: Seen, value: ast.expr) -> ast.expr:
    """What a name was given in the functions that answer, where that happens once; else the value itself."""
    if not isinstance(value, ast.Name):
        return value
    given = [
        made
        for _, node in reached_nodes(seen)
        if isinstance(node, ast.stmt)
        and (pair := assigned(node))[0] == value.id
        and (made := pair[1]) is not None
    ]
    return given[0] if len(given) == 1 and given[0].lineno <= value.lineno else value


def _order(found: Found) -> int:
    return getattr(found[1], "lineno", 0)


def _value_at(node: ast.AST, key: str) -> ast.expr | None:
    """The value of a key in a dict that is written out, in a call with named values, or in an assignment."""
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return next((value for name, value in pairs if _is_text(name, key)), None)
    if isinstance(node, ast.Call):
        return next((word.value for word in node.keywords if word.arg == key), None)
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    if isinstance(node, ast.Assign) and isinstance(target, ast.Subscript):
        return node.value if _is_text(target.slice, key) else None
    if isinstance(node, ast.Assign) and isinstance(target, ast.Attribute):
        return node.value if target.attr == key.lower() else None
    return None


def _is_text(node: ast.AST | None, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def _longest_in(node: ast.AST, text: str) -> int:
    """How long the longest text is that stands in a part of the source and in this text."""
    words = [word.arg for part in ast.walk(node) for word in getattr(part, "keywords", ()) if word.arg]
    pieces = [*(piece for _, piece in _pieces(node)), *(f'"{word}":' for word in words)]
    return max((len(piece) for piece in pieces if piece in text), default=0)


def _pieces(tree: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    """The texts in a part of the source, without tags and the white space around them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for piece in _without_tags(node.value):
                if sum(map(str.isalnum, piece)) >= LEAST_LETTERS:
                    yield node, piece


def _without_tags(text: str) -> list[str]:
    """What stands between the tags of a text."""
    parts = [part.rpartition(">")[2] for part in text.split("<")]
    return [html.unescape(part).strip() for part in parts]


def _texts_written(seen: Seen) -> Iterator[tuple[Found, str]]:
    """The texts in the functions that answer, and in what is assigned outside and read in them."""
    names: set[str] = set()
    for file, function in reachable(seen):
        names |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        for statement in function.body:
            yield from (((file, node), piece) for node, piece in _pieces(statement))
    for source, tree in trees(seen.sources):
        for statement in tree.body:
            name, value = assigned(statement)
            if name in names and value is not None:
                yield from (((source.path, node), piece) for node, piece in _pieces(value))
