"""The parameters of the learner's functions and what the functions do with them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from checker.coaching.reading.routes import variables
from checker.coaching.reading.source import nodes, place_in, trees
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
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
    known = {argument.arg for argument in parameters(function)} | texts(function.args)
    return next((name for name, _ in variables(seen.framework, seen.route.rule) if name not in known), None)


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


def text_or_number(seen: Seen) -> ast.arg | None:
    """FastAPI: the parameter for a part of the path whose type takes a number, and any text as well."""
    names = {name for name, _ in variables("fastapi", seen.route.rule)} if seen.route else set()
    for one in parameters(seen.function) if seen.framework == "fastapi" and seen.function else ():
        words = {last_name(part) for part in ast.walk(one.annotation)} if one.annotation else set()
        if one.arg in names and "str" in words and words & {"int", "float"}:
            return one
    return None


def own_nodes(function: Function | None) -> Iterator[ast.AST]:
    """The parts of a function without those of the functions inside it."""
    waiting: list[ast.AST] = list(function.body) if function is not None else []
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.Lambda, ast.GeneratorExp)):
            waiting += ast.iter_child_nodes(node)


def input_names(tree: ast.AST) -> set[str]:
    """Every name under which code may read an input: parameters, fields, and texts that a call or [] is given."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.AnnAssign):
            found.add(last_name(node.target) or "")
        elif isinstance(node, ast.Call):
            given = [*node.args, *(word.value for word in node.keywords)]
            found |= {text for one in given if (text := _plain_text(one))}
        elif isinstance(node, ast.Subscript):
            found.add(_plain_text(node.slice) or "")
    return found


def _plain_text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def model_parameter(seen: Seen) -> tuple[str, str] | None:
    """A parameter of the view whose type, alone, is a model of the learner's; and that model's name."""
    models = {
        node.name
        for _, node in nodes(seen.sources)
        if isinstance(node, ast.ClassDef) and any(last_name(base) == "BaseModel" for base in node.bases)
    }
    for argument in parameters(seen.function) if seen.function else ():
        if isinstance(argument.annotation, ast.Name) and argument.annotation.id in models:
            return argument.arg, argument.annotation.id
    return None


def parameters_of_own_types(seen: Seen) -> set[str]:
    """The parameters of the function whose type is a class of the learner's."""
    function = seen.function
    arguments = function.args.args if function is not None else []
    classes = {node.name for _, node in nodes(seen.sources) if isinstance(node, ast.ClassDef)}
    return {
        one.arg
        for one in arguments
        if one.annotation is not None
        and any(isinstance(node, ast.Name) and node.id in classes for node in ast.walk(one.annotation))
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
