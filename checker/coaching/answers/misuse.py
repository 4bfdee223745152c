"""A value that is used as if it were something else: the exception at the learner's own line says which."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from checker.coaching.reading.finding import at, calls, decorated, function_named
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Raised
from checker.core.reports import Diagnosis, Place

_FUNCTIONS = r"'(?:function|method|builtin_function_or_method|type)' object"
_NOT_CALLED = re.compile(
    rf"{_FUNCTIONS} (?:has no attribute|is not subscriptable|is not iterable|does not support)"
    r"|Object of type (?:function|method) is not JSON"
    r"|Unable to serialize unknown type: <class '(?:function|method)'>"
    r"|argument .*, not '?(?:function|method)"
)
_PLAIN = frozenset({"NoneType", "int", "float", "bool", "str", "generator", "coroutine", "Depends", "set"})
_KIND = re.compile(r"'(?P<kind>[\w.]+)' object")


def function_not_called(seen: Seen) -> Diagnosis | None:
    """The parentheses behind a function's name are missing."""
    raised = seen.raised
    if raised is None or not _NOT_CALLED.search(raised.message):
        return None
    place = _place(seen, raised)
    return Diagnosis(
        "function-not-called",
        f"At {place} there is a function itself, and not what it gives: {_said(raised)}",
        place,
        "A function does its work only where parentheses stand behind its name. Look where this value comes from:"
        " without them, the name means the function.",
    )


def object_in_answer(seen: Seen) -> Diagnosis | None:
    """An object of a class stands in the answer, where one of its values is meant."""
    raised = seen.raised
    match = _OBJECT.search(raised.message) if raised else None
    if raised is None or match is None or match["kind"] in _PLAIN_ANSWERS:
        return None
    returns = [node for node in own_nodes(seen.function) if isinstance(node, ast.Return) and node.value]
    line = seen.line_of(returns[0]) if len(returns) == 1 else None
    place = seen.place(raised.place) or line or seen.view_place
    return Diagnosis(
        "not-json-serializable",
        f"The answer made at {place} holds a whole {match['kind']} object, and JSON has no way to write it.",
        place,
        "JSON has objects, lists, texts, numbers, true, false and null. Which value of the object is asked for? Take"
        " that one, with a dot and its name.",
    )


_OBJECT = re.compile(r"(?:Object of type (?P<kind>[A-Z]\w*) is not JSON serializable)")
_PLAIN_ANSWERS = frozenset({"Decimal", "Response", "Undefined", "Row", "Markup"})


def taken_for_none(seen: Seen) -> Diagnosis | None:
    """None, used like a value."""
    raised = seen.raised
    if raised is None or not raised.own or raised.type not in {"TypeError", "AttributeError"}:
        return None
    if "'NoneType' object" not in raised.message or "await" in raised.message:
        return None
    place = _place(seen, raised)
    return Diagnosis(
        "none-used-as-value",
        f"Something at {place} is None, and the line uses it like a value: {_said(raised)}",
        place,
        "None comes from a function that returns nothing, and from a look-up that finds nothing, such as get()."
        " Which of them gave it here? Ask `is None` first where it may be missing.",
    )


def key_of_an_object(seen: Seen) -> Diagnosis | None:
    """`thing["id"]` of an object that has the attribute `id`."""
    raised = seen.raised
    kind = _kind(raised, "is not subscriptable", "does not support item assignment")
    if raised is None or kind is None or kind in _PLAIN:
        return None
    place = _place(seen, raised)
    return Diagnosis(
        "attribute-read-as-key",
        f"The line at {place} uses square brackets on a {kind} object, and it is no dict: {_said(raised)}",
        place,
        "What an object holds is read with a dot and the name. Square brackets with a text are for dicts.",
    )


def attribute_of_a_dict(seen: Seen) -> Diagnosis | None:
    """`thing.id` of a dict that has the key `id`."""
    raised = seen.raised
    if raised is None or raised.type != "AttributeError" or not raised.own:
        return None
    if not raised.message.startswith("'dict' object has no attribute"):
        return None
    place = _place(seen, raised)
    return Diagnosis(
        "key-read-as-attribute",
        f"The line at {place} reads an attribute of a dict, and a dict has no such attribute: {_said(raised)}",
        place,
        "A dict gives a value for a key in square brackets. If you meant another object here, look where this dict"
        " comes from.",
    )


def no_such_attribute(seen: Seen) -> Diagnosis | None:
    """A name behind the dot that the object does not have."""
    raised = seen.raised
    if raised is None or raised.type != "AttributeError" or raised.place is None:
        return None
    if not raised.own and not raised.message.startswith(("'State' object", "'_AppCtxGlobals' object")):
        return None
    match = re.match(
        r"(?:module )?'?(?P<owner>[\w.]+)'?(?: object)? has no attribute '(?P<name>\w+)'", raised.message
    )
    if match is None:
        return None
    place = _place(seen, raised)
    return Diagnosis(
        "no-such-attribute",
        f"The line at {place} asks for .{match['name']}, and that is not there: {_said(raised)}",
        place,
        "Compare the name behind the dot letter by letter. Or the value before the dot is not what you think:"
        " print(type(...)) shows it.",
    )


def no_context_manager(seen: Seen) -> Diagnosis | None:
    """`with` around something that has no end of its own."""
    raised = seen.raised
    if raised is None or "context manager protocol" not in raised.message:
        return None
    place, kind = _place(seen, raised), _kind(raised, "protocol") or "object"
    asynchronous = "asynchronous context" in raised.message
    known = "__aenter__" if asynchronous else "__enter__"
    return Diagnosis(
        "not-a-context-manager",
        f"`{'async with' if asynchronous else 'with'}` at {place} needs an object that knows {known}, and this"
        f" {kind} does not.",
        place,
        "contextlib.closing(...) around an object with a method close makes it fit for `with`. try and finally do the"
        " same. And some objects are for `async with` alone, others for `with` alone.",
    )


def value_called(seen: Seen) -> Diagnosis | None:
    """Parentheses behind a value that is no function."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or not raised.own:
        return None
    kind = _kind(raised, "is not callable")
    if kind is None:
        return None
    place = _place(seen, raised)
    return Diagnosis(
        "value-called",
        f"The line at {place} calls something that is no function: {_said(raised)}",
        place,
        "Parentheses behind a name call it. A plain value is used without them. Is there, perhaps, a variable with the"
        " same name as a function?",
    )


def call_does_not_fit(seen: Seen) -> Diagnosis | None:
    """The learner's own call and the parameters of what it calls differ."""
    raised = seen.raised
    if (
        raised is None
        or raised.type != "TypeError"
        or raised.place is None
        or not _CALL.search(raised.message)
    ):
        return None
    name = raised.message.partition("(")[0].rpartition(".")[2]
    if not raised.own and function_named(seen.sources, name) is None:
        return None
    place = _place(seen, raised)
    return Diagnosis(
        "call-does-not-fit",
        f"The call at {place} and the parameters of what it calls do not fit together: {_said(raised)}",
        place,
        "Look up what the function needs. Something is missing between the parentheses, too much stands there, or a"
        " name is written in another way.",
    )


_CALL = re.compile(
    r"\(\) (?:missing \d+ required|takes (?:no|from|\d+)|got an unexpected keyword|got multiple values)"
)


def startup_ignored(seen: Seen) -> Diagnosis | None:
    """A startup event was to make it, and FastAPI ignores these where there is a lifespan."""
    raised = seen.raised
    if seen.framework != "fastapi" or raised is None or raised.place is None:
        return None
    if not any(
        word.arg == "lifespan" for _, call in calls(seen.sources, "FastAPI") for word in call.keywords
    ):
        return None
    for file, function, decorator in decorated(seen.sources, "on_event"):
        named = {last_name(node) for node in ast.walk(function)}
        if "NoneType" not in raised.message and not any(
            f"'{name}'" in raised.message for name in named if name
        ):
            continue
        place = at(seen.sources, (file, decorator))
        return Diagnosis(
            "startup-event-ignored",
            f"{function.name}() ({place}) was never called: with lifespan=..., FastAPI ignores on_event. Something is"
            f" not there: {_said(raised)}",
            place,
            "An app has on_event or a lifespan. Move these lines into the lifespan function, before its yield.",
        )
    return None


def _kind(raised: Raised | None, *marks: str) -> str | None:
    """The class in a message such as `'Session' object is not subscriptable`."""
    if raised is None or not any(mark in raised.message for mark in marks):
        return None
    match = _KIND.search(raised.message)
    return match["kind"].rpartition(".")[2] if match else None


def _place(seen: Seen, raised: Raised) -> Place | None:
    return seen.place(raised.place) or seen.view_place


def _said(raised: Raised) -> str:
    return raised.message.partition("\n")[0][:200]


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    startup_ignored,
    function_not_called,
    object_in_answer,
    taken_for_none,
    key_of_an_object,
    attribute_of_a_dict,
    no_context_manager,
    value_called,
    call_does_not_fit,
    no_such_attribute,
)
