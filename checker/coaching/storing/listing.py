"""A page of a list: how many things it holds, which ones, in which order, and how many there are in all."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable

from checker.coaching.reading import reach
from checker.coaching.reading.answering import key_line
from checker.coaching.reading.source import nodes, place_in
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def count_of_the_page(seen: Seen) -> Diagnosis | None:
    """A number that should count everything counts what is shown."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    lengths = {len(value) for value in got.values() if isinstance(value, list)}
    for key, number in expected.items():
        found = got.get(key)
        if type(number) is int and type(found) is int and 0 < found < number and found in lengths:
            return Diagnosis(
                "count-of-the-page",
                f"'{key}' is {found}, as many as this page shows; there are {number} in all.",
                key_line(seen, key),
                "Count before you cut the page out of the list.",
            )
    return None


def list_differs(seen: Seen) -> Diagnosis | None:
    """The same things in another order, or too many or too few of them."""
    found = list_difference(seen.mismatch.expected_value, seen.json, "the list")
    if seen.mismatch.aspect is not Aspect.JSON or found is None:
        return None
    name, expected, got = found
    if len(expected) == len(got) and all(item in got for item in expected):
        return Diagnosis(
            "list-order-differs",
            f"{name} holds the right things in another order.",
            seen.view_place,
            "A dict and a list keep the order in which things were put in; something put in again comes last. A"
            " database promises no order without ORDER BY, and by a random id it is a random one.",
        )
    cut = _slice_to_a_limit(seen)
    if cut is not None and len(expected) != len(got):
        return Diagnosis(
            "slice-ends-at-limit",
            f"{name} should hold {len(expected)}, and holds {len(got)}: the slice at {cut} seems to end at the limit.",
            cut,
            "The number behind the colon is the place where a slice ends. It is not how many things the slice holds.",
        )
    if len(expected) != len(got):
        return _length_differs(seen, name, len(expected), len(got))
    if not any(isinstance(item, dict) for item in got):
        return _items_of_another_kind(seen, name, got)
    other_keys = [item for item in got if isinstance(item, dict) and item.keys() != _keys(expected)]
    lacking = [item for item in other_keys if not item.keys() >= _keys(expected)]
    if lacking or (other_keys and _within(got, expected)):
        return Diagnosis(
            "wrong-keys",
            f"{name} holds an object with other keys than the task asks for: {', '.join(map(repr, other_keys[0]))}.",
            seen.view_place,
            f"Each object in the list should have {', '.join(map(repr, sorted(_keys(expected))))}.",
        )
    return Diagnosis(
        "list-items-differ",
        f"{name} holds as many as were asked for, and not the right ones.",
        seen.view_place,
        "Look at where the page begins, in which order the things are, and at whether each one is shown as it was"
        " stored.",
    )


def _within(things: list[object], wanted: list[object]) -> bool:
    """Whether the things are the right ones but for keys that nobody asked for."""
    keys = _keys(wanted)
    return wanted == [
        {key: thing[key] for key in thing if key in keys} if isinstance(thing, dict) else thing
        for thing in things
    ]


def _keys(things: list[object]) -> set[str]:
    first = things[0]
    return set(first) if isinstance(first, dict) else set()


def _length_differs(seen: Seen, name: str, expected: int, got: int) -> Diagnosis:
    """Why a page holds too many or too few, where the source tells."""
    unused = _unused_input(seen)
    if got > expected and unused is not None:
        return Diagnosis(
            "page-not-cut",
            f"{name} should hold {expected}, and holds {got}: {unused!r} is read and never used to cut the list.",
            seen.view_place,
            "A slice of a list, or LIMIT and OFFSET in SQL, takes a part of it.",
        )
    swapped = _limit_and_offset_swapped(seen)
    if swapped is not None:
        return Diagnosis(
            "limit-and-offset-swapped",
            f"{name} should hold {expected}, and holds {got}. At {swapped} the offset seems to stand where the limit"
            " belongs, and the other way round.",
            swapped,
            "The values go into the question marks of the SQL from left to right, in the order in which they stand.",
        )
    return Diagnosis(
        "list-length-differs",
        f"{name} should hold {expected}, and holds {got}.",
        seen.view_place,
        "Look at both ends of the page: where does it begin, how many does it hold, and from which number on"
        " do you count?",
    )


def _items_of_another_kind(seen: Seen, name: str, got: list[object]) -> Diagnosis:
    """The list holds keys, pairs or texts where objects were asked for."""
    return Diagnosis(
        "list-of-other-things",
        f"{name} should hold JSON objects, and it holds such as this: {json.dumps(got[0])[:120]}",
        seen.view_place,
        "list() of a dict gives its keys, and items() gives pairs; values() gives what is stored. A row of a database"
        " becomes an object with dict(row).",
    )


def page_too_short(seen: Seen) -> Diagnosis | None:
    """A page has fewer things than may be asked for in one page, or than a page has where nothing is said."""
    match = seen.mismatch
    wanted, got = match.expected_value, seen.json
    if match.aspect is not Aspect.JSON or type(wanted) is not int or not isinstance(got, dict):
        return None
    sizes = [len(one) for one in got.values() if isinstance(one, list)]
    if not sizes or sizes[0] >= wanted or seen.request is None:
        return None
    line = _line_with_number(seen, sizes[0]) or seen.view_place
    if "limit=" in seen.request.target:
        return Diagnosis(
            "limit-held-down",
            f"{seen.request_line} asks for {wanted}, and the page holds {sizes[0]}, though there are enough.",
            line,
            f"The task lets a client ask for up to {wanted} at once. Something holds the limit down to {sizes[0]}.",
        )
    return Diagnosis(
        "default-limit-too-small",
        f"{seen.request_line} says nothing of a limit, and the page holds {sizes[0]}; {wanted} or more are asked for.",
        line,
        "What is taken where the client says nothing is the default. Make it larger.",
    )


def total_is_no_number(seen: Seen) -> Diagnosis | None:
    """The number of all things is a text."""
    got = seen.json
    if seen.mismatch.aspect is not Aspect.JSON or seen.mismatch.expected_value is not None:
        return None
    total = got.get("total") if isinstance(got, dict) else None
    if not isinstance(total, str) or not total.isdecimal():
        return None
    return Diagnosis(
        "number-as-text",
        f"'total' is the text \"{total}\"; a number is asked for.",
        seen.view_place,
        "str() and an f-string make a text of a number. JSON has numbers: leave it as it is.",
    )


# --- questions about the evidence and the source ----------------------------------------------------


def list_difference(
    expected: object, got: object, name: str
) -> tuple[str, list[object], list[object]] | None:
    """The first two lists in the two values that differ, with the key that they stand at."""
    if isinstance(expected, list) and isinstance(got, list) and expected != got:
        return name, expected, got
    if isinstance(expected, dict) and isinstance(got, dict):
        pairs = ((key, value, got.get(key)) for key, value in expected.items())
        found = (list_difference(value, other, f"'{key}'") for key, value, other in pairs)
        return next((one for one in found if one is not None), None)
    return None


def _slice_to_a_limit(seen: Seen) -> Place | None:
    """The line with a slice from somewhere to a name that speaks of a limit."""
    for file, node in nodes(seen.sources):
        if not isinstance(node, ast.Slice) or node.lower is None or not isinstance(node.upper, ast.Name):
            continue
        from_the_start = isinstance(node.lower, ast.Constant) and node.lower.value == 0
        if speaks_of_a_limit(node.upper.id) and not from_the_start:
            return place_in(seen.sources, file, node.lower.lineno)
    return None


def _line_with_number(seen: Seen, number: int) -> Place | None:
    """The first line that takes part and holds this number."""
    for one in [*reach.nodes(seen), *nodes(seen.sources)]:
        node = one[1]
        if (
            isinstance(node, ast.Constant)
            and node.value in (number, str(number))
            and type(node.value) is not bool
        ):
            return seen.at(one)
    return None


def _unused_input(seen: Seen) -> str | None:
    """A name such as limit that the view has and does not read."""
    names = [
        (node.id, isinstance(node.ctx, ast.Load))
        for _, node in seen.view_nodes()
        if isinstance(node, ast.Name)
    ]
    given = {name for name, loaded in names if not loaded}
    given |= {node.arg for _, node in seen.view_nodes() if isinstance(node, ast.arg)}
    read = {name for name, loaded in names if loaded}
    return next((name for name in sorted(given - read) if speaks_of_a_limit(name)), None)


def _limit_and_offset_swapped(seen: Seen) -> Place | None:
    """Where values for `LIMIT ? OFFSET ?` are given the other way round."""
    for file, call in reach.calls(seen, "execute"):
        words = [node.value.lower() for node in ast.walk(call) if isinstance(node, ast.Constant)
                 and isinstance(node.value, str)]  # fmt: skip
        names = [name.lower() for node in ast.walk(call) if isinstance(node, (ast.Tuple, ast.List))
                 for name in map(last_name, node.elts) if name]  # fmt: skip
        limits = [at for at, name in enumerate(names) if speaks_of_a_limit(name)]
        starts = [at for at, name in enumerate(names) if "offset" in name or "start" in name]
        asks = any("limit ? offset ?" in word for word in words)
        short = any(
            "limit ?, ?" in word or "limit ?,?" in word for word in words
        )  # the offset comes first there
        if limits and starts and ((asks and starts[0] < limits[0]) or (short and limits[0] < starts[0])):
            return seen.at((file, call))
    return None


def speaks_of_a_limit(name: str) -> bool:
    """Whether a name says how many."""
    return any(word in name.lower() for word in ("limit", "size", "count", "amount"))


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    page_too_short,
    total_is_no_number,
    count_of_the_page,
    list_differs,
)
