"""The parameters of the learner's functions and what the functions do with them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from checker.coaching.routes import variables
from checker.coaching.seen import Seen
from checker.coaching.source import place_in, trees
from checker.coaching.written import Function, last_name
from checker.core.evidence import SourceFile
from checker.core.reports import Place

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_WHOLE_REQUEST = frozenset({"Depends", "Request", "Security", "path_params", "query_params"})


def parameters(function: Function) -> list[ast.arg]:
    """All parameters of a function but the starred ones."""
    arguments = function.args
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def untaken_variable(seen: Seen) -> str | None:
    """A variable of the rule that the view has no parameter for, where its source leaves no doubt."""
    function = seen.function
    if seen.route is None or function is None or _takes_anything(function):
        return None
    known = {argument.arg for argument in parameters(function)} | texts(function)
    return next((name for name, _ in variables(seen.framework, seen.route.rule) if name not in known), None)


def unread_variable(seen: Seen) -> str | None:
    """A variable of the rule that is a parameter of the view and is never read there."""
    function = seen.function
    if seen.route is None or function is None:
        return None
    taken = {argument.arg for argument in parameters(function)}
    read = names_read(function)
    if "locals" in read:
        return None
    names = (name for name, _ in variables(seen.framework, seen.route.rule))
    return next((name for name in names if name in taken and name not in read), None)


def unannotated(function: Function | None, name: str) -> bool:
    """Whether a function has a parameter of that name, without a type."""
    if function is None:
        return False
    return any(argument.arg == name and argument.annotation is None for argument in parameters(function))


def optional_without_default(sources: Sequence[SourceFile], name: str) -> Place | None:
    """Where a parameter or a field of that name may be None and has no default."""
    for source, tree in trees(sources):
        for node in ast.walk(tree):
            found = _optional_parameter(node, name) or _optional_field(node, name)
            if found is not None:
                return place_in(sources, source.path, found.lineno)
    return None


def _optional_parameter(node: ast.AST, name: str) -> ast.arg | None:
    if not isinstance(node, Function):
        return None
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    bare = positional[: len(positional) - len(arguments.defaults)]
    bare += [
        one for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if not default
    ]
    return next((one for one in bare if one.arg == name and _may_be_none(one.annotation)), None)


def _optional_field(node: ast.AST, name: str) -> ast.AnnAssign | None:
    for item in node.body if isinstance(node, ast.ClassDef) else ():
        named = isinstance(item, ast.AnnAssign) and last_name(item.target) == name
        if named and isinstance(item, ast.AnnAssign) and item.value is None and _may_be_none(item.annotation):
            return item
    return None


def _may_be_none(annotation: ast.expr | None) -> bool:
    for node in ast.walk(annotation) if annotation is not None else ():
        if last_name(node) == "Optional" or (isinstance(node, ast.Constant) and node.value is None):
            return True
    return False


def keyword_place(sources: Sequence[SourceFile], called: str, names: set[str]) -> tuple[Place, str] | None:
    """Where a call of that name is given one of these arguments by name, and which."""
    for source, tree in trees(sources):
        for node in ast.walk(tree):
            for word in (
                node.keywords if isinstance(node, ast.Call) and last_name(node.func) == called else ()
            ):
                if word.arg in names:
                    return place_in(sources, source.path, word.value.lineno), str(word.arg)
    return None


def own_nodes(function: Function | None) -> Iterator[ast.AST]:
    """The parts of a function without those of the functions inside it."""
    waiting: list[ast.AST] = list(function.body) if function is not None else []
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.Lambda, ast.GeneratorExp)):
            waiting += ast.iter_child_nodes(node)


def names_and_texts(node: ast.AST) -> set[str]:
    """Every name that is read or is a parameter's or a field's, and every text, in a part of a tree."""
    named = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
    fields = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return named | fields | texts(node)


def names_read(node: ast.AST) -> set[str]:
    """Every name that is read in a part of a tree."""
    return {
        part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    }


def texts(node: ast.AST) -> set[str]:
    """Every text that stands in a part of a tree."""
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def _takes_anything(function: Function) -> bool:
    """Whether the parameters do not tell what it reads: **options, a dependency, or the whole request."""
    words = {last_name(node) for node in ast.walk(function)}
    return function.args.kwarg is not None or bool(words & _WHOLE_REQUEST)
