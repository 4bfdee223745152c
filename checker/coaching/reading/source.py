"""The learner's source as a tree and as lines. Nothing is found by searching in its text."""

from __future__ import annotations

import ast
import functools
import io
import tokenize
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.core.evidence import Frame, SourceFile
from checker.core.reports import Place

Node = tuple[str, ast.AST]
"""A file and a node of its tree."""


FILES = 64
"""How many files' trees are kept: a hundred rules ask for those of one learner again and again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is not Python."""

    cause: str
    sentence: str
    line: int | None


def text_of(source: SourceFile) -> str:
    """The file's text in the encoding that it declares; unreadable bytes become replacement marks."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source.data).readline)
    except SyntaxError:
        encoding = "utf-8"
    return source.data.decode(encoding, "replace")


def problem_of(source: SourceFile) -> Problem | None:
    """What keeps a file from being read as Python; None where nothing does."""
    if b"\0" in source.data:
        line = source.data[: source.data.index(b"\0")].count(b"\n") + 1
        sentence = "has a NUL byte in it: a character that no Python file may hold"
        return Problem("null-byte", sentence, line)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source.data).readline)
        source.data.decode(encoding)
    except UnicodeDecodeError as error:
        line = source.data[: error.start].count(b"\n") + 1
        return Problem("not-utf8", "is not saved as UTF-8 text", line)
    except SyntaxError:
        return Problem("not-utf8", "is not saved as UTF-8 text", _first_odd_line(source.data))
    try:
        _compile(_parse(source.data), source.path)
    except SyntaxError as error:
        if "outside async function" in str(error.msg):
            return Problem("await-outside-async", f"is not valid Python: {error.msg}", error.lineno)
        if "default argument follows" in str(error.msg) or "parameter without a default follows" in str(
            error.msg
        ):
            return Problem("default-before-required", "has a parameter without a default behind one that has a default",
                           error.lineno)  # fmt: skip
        return Problem("syntax-error", f"is not valid Python: {error.msg}", error.lineno)
    except (ValueError, RecursionError, MemoryError) as error:
        return Problem("syntax-error", f"is not valid Python: {error}", None)
    return None


@functools.lru_cache(maxsize=FILES)
def tree_of(source: SourceFile) -> ast.Module | None:
    """The file as a tree, the same one each time: nobody may change it. None where it is not Python."""
    try:
        return _parse(source.data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def trees(sources: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, ast.Module]]:
    """Every file that is Python, with its tree."""
    for source in sources:
        tree = tree_of(source)
        if tree is not None:
            yield source, tree


def nodes(sources: Sequence[SourceFile]) -> Iterator[Node]:
    """Every node of every file that is Python."""
    for source in sources:
        yield from ((source.path, node) for node in nodes_of(source))


@functools.lru_cache(maxsize=FILES)
def nodes_of(source: SourceFile) -> tuple[ast.AST, ...]:
    """Every node of a file, from the outside in; none where it is not Python."""
    tree = tree_of(source)
    return tuple(ast.walk(tree)) if tree is not None else ()


def place_in(sources: Sequence[SourceFile], file: str, line: int | None) -> Place:
    """A place with the text of its line, where there is one."""
    source = next((source for source in sources if source.path == file), None)
    if source is None or line is None:
        return Place(file, line)
    lines = text_of(source).splitlines()
    text = lines[line - 1].strip() if 0 < line <= len(lines) else None
    return Place(file, line, text)


def place_of(sources: Sequence[SourceFile], frame: Frame | None) -> Place | None:
    """The place of a frame."""
    return place_in(sources, frame.file, frame.line) if frame is not None else None


def find_function(
    sources: Sequence[SourceFile], frame: Frame | None
) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The function whose definition or decorator stands at a frame's line."""
    if frame is None:
        return None
    for source, tree in trees(sources):
        if source.path != frame.file:
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
                if first <= frame.line <= (node.end_lineno or node.lineno) and node.name == frame.function:
                    return node
    return None


def _parse(data: bytes) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is the learner's own affair
        return ast.parse(data)


def _compile(tree: ast.Module, path: str) -> None:
    """Find what is wrong in a tree that could be parsed, such as an await in a plain def. Nothing runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(tree, path, "exec", dont_inherit=True)


def _first_odd_line(data: bytes) -> int | None:
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return None
