"""FastAPI: what a parameter or a model's field declares, and what a right request brings, do not fit."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.complaints import Refused, refused
from checker.coaching.reading.declared import Declared, declaration, parameters_of
from checker.coaching.reading.finding import Found, all_nodes, at
from checker.coaching.reading.sent import JSON, fields_of, kind_of
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import assigned, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_FORMS = frozenset({"Form", "File"})
_NAMED = ("Body", "Form", "Header", "Cookie", "Query")


def class_not_called(seen: Seen) -> Diagnosis | None:
    """`Body` without parentheses is a default like any other, or a note that FastAPI does not read."""
    if seen.framework != "fastapi" or seen.route is None or seen.raised is not None:
        return None
    own = {node.name for _, node in all_nodes(seen.sources) if isinstance(node, ast.ClassDef)}
    for one in parameters_of(seen):
        found = one.call(*_NAMED)
        if found is None or isinstance(found, ast.Call) or last_name(found) in own:
            continue
        place = at(seen.sources, one.found)
        name = last_name(found)
        return Diagnosis(
            "source-class-not-called",
            f"{name} stands at {one.name!r} ({place}) without parentheses, so it does not tell FastAPI anything.",
            place,
            f"{name}() with parentheses makes the object that FastAPI looks for.",
        )
    return None


def mixed_encodings(seen: Seen) -> Diagnosis | None:
    """One part of the body is declared as JSON, another as a form."""
    problem = refused(seen)
    if problem is None or seen.request is None or not fields_of(seen.request) or problem.loc[:1] != ["body"]:
        return None
    declared = parameters_of(seen)
    forms = [one for one in declared if one.source in _FORMS]
    others = [
        one for one in declared if one.source == "Body" or (one.source is None and _is_model(seen, one))
    ]
    if not forms or not others or seen.should_be_refused:
        return None
    wrong = forms[0] if kind_of(seen.request) == JSON else others[0]
    place = at(seen.sources, wrong.found)
    return Diagnosis(
        "body-and-form-mixed",
        f"{seen.who} reads {forms[0].name!r} from a form and {others[0].name!r} from JSON. One request has one of the"
        f" two: this one brings {'JSON' if kind_of(seen.request) == JSON else 'a form'}.",
        place,
        "A body is written either as JSON or as a form. Read all of it in the same way: with Body() or a model, or"
        " with Form().",
    )


def model_is_a_key(seen: Seen) -> Diagnosis | None:
    """With two values for the body, or with embed, each value is looked for under the name of its parameter."""
    problem = refused(seen)
    if problem is None or problem.kind != "missing" or len(problem.loc) != 2 or problem.loc[0] != "body":
        return None
    found = declaration(seen, problem.loc[1])
    if (
        found is None
        or found.model is not None
        or seen.request is None
        or found.name in fields_of(seen.request)
    ):
        return None
    if not _is_model(seen, found):
        return None
    place = at(seen.sources, found.found)
    bodies = [
        one
        for one in parameters_of(seen)
        if one.source == "Body" or (not one.source and _is_model(seen, one))
    ]
    sent = " and ".join(map(repr, fields_of(seen.request)))
    if len(bodies) > 1:
        return Diagnosis(
            "two-models-two-keys",
            f"{seen.who} takes {len(bodies)} values from the body, {' and '.join(repr(one.name) for one in bodies)}, so"
            f" FastAPI looks for each under its own name; the request sends {sent}.",
            place,
            "A model that stands alone is the whole body. Beside another one it is a key of the body, named after its"
            " parameter. One model with all the fields fits what is sent.",
        )
    if (dataclass := _is_dataclass(seen, found)) is not None:
        return Diagnosis(
            "form-model-is-dataclass",
            f"{dataclass} ({place}) is a dataclass, so FastAPI looks for one field {found.name!r}; the request sends"
            f" {sent}.",
            place,
            "FastAPI takes a form apart only for a pydantic model: a class made from BaseModel. Or declare each field"
            " with Form().",
        )
    return Diagnosis(
        "model-embedded",
        f"embed=True makes {found.name!r} ({place}) a key of the body; the request sends {sent}, and no"
        f" {found.name!r} around them.",
        place,
        "Without embed=True a model that stands alone is the whole body.",
    )


def key_forbidden(seen: Seen) -> Diagnosis | None:
    """A model refuses every key that it does not name, and one that is sent is not among them."""
    problem = refused(seen)
    if problem is None or problem.kind != "extra_forbidden" or seen.should_be_refused:
        return None
    setting = next(
        (
            (file, node)
            for file, node in all_nodes(seen.sources)
            if isinstance(node, ast.Constant) and node.value == "forbid"
        ),
        None,
    )
    place = at(seen.sources, setting) if setting else seen.view_place
    return Diagnosis(
        "key-forbidden",
        f"The request sends {problem.loc[-1]!r}, and the model at {place} forbids every key that it does not name.",
        place,
        "extra='forbid' refuses keys that the model has no field for. Give the model the field, or leave that out.",
    )


def value_refused(seen: Seen) -> Diagnosis | None:
    """A right value is refused: by the type, or by a limit, of its parameter or its field."""
    problem = refused(seen)
    if problem is None or problem.kind == "missing" or seen.should_be_refused or len(problem.loc) < 2:
        return None
    limit = problem.kind in LIMITS
    if problem.loc[0] not in {"body", "header", *(["query"] if limit else [])}:
        return None
    found = declaration(seen, problem.loc[1]) if seen.mismatch.aspect is Aspect.STATUS else None
    if found is None:
        return None
    place = at(seen.sources, _limit_of(seen, found, problem.kind) or found.found)
    return Diagnosis(
        "limit-too-strict" if limit else "type-refuses-input",
        f"{place} refuses a value that is right: {problem.loc[1]!r} came as {_shown(problem)}. FastAPI says:"
        f" {problem.message}.",
        place,
        "Look at the limit itself: does the value on the border belong to those that are right? ge and le take it,"
        " gt and lt do not."
        if limit
        else "The type of a field says what is taken. A text such as a name needs str, a whole number int.",
    )


LIMITS = {
    "greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le",
    "multiple_of": "multiple_of", "string_too_short": "min_length", "string_too_long": "max_length",
    "string_pattern_mismatch": "pattern", "too_short": "min_length", "too_long": "max_length",
}  # fmt: skip
"""What Pydantic calls a limit that was not kept, and the argument that sets it."""


def _limit_of(seen: Seen, declared: Declared, kind: str) -> Found | None:
    """Where the argument stands that sets the limit, also behind a type that has a name of its own."""
    roots = [(declared.file, root) for root in (declared.annotation, declared.default) if root is not None]
    named = {last_name(part) for _, root in roots for part in ast.walk(root)}
    for source, tree in trees(seen.sources):
        roots += [
            (source.path, value)
            for name, value in map(assigned, tree.body)
            if name is not None and name in named and value is not None
        ]
    words = ((file, part) for file, root in roots for part in ast.walk(root) if isinstance(part, ast.keyword))
    return next(((file, word.value) for file, word in words if word.arg == LIMITS.get(kind)), None)


def _shown(problem: Refused) -> str:
    return repr(problem.given)[:60]


def _is_dataclass(seen: Seen, one: Declared) -> str | None:
    """The name of the dataclass that a form is to be read into."""
    names = (
        {last_name(part) for part in ast.walk(one.annotation)}
        if one.annotation and one.source in _FORMS
        else set()
    )
    for _, node in all_nodes(seen.sources):
        if isinstance(node, ast.ClassDef) and node.name in names:
            marks = (item.func if isinstance(item, ast.Call) else item for item in node.decorator_list)
            if "dataclass" in map(last_name, marks):
                return node.name
    return None


def _is_model(seen: Seen, one: Declared) -> bool:
    """Whether the type of a parameter is a class of the learner's."""
    classes = {node.name for _, node in all_nodes(seen.sources) if isinstance(node, ast.ClassDef)}
    return any(last_name(part) in classes for part in ast.walk(one.annotation)) if one.annotation else False


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    class_not_called,
    mixed_encodings,
    model_is_a_key,
    key_forbidden,
    value_refused,
)
