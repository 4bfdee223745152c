"""Mistakes of a service that keeps things, in the order in which they are looked for."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.answers import error_pages
from checker.coaching.asking import checked_input
from checker.coaching.reading import reach
from checker.coaching.reading.answering import key_line
from checker.coaching.reading.written import last_name
from checker.coaching.routing.slips import linked_route_misspelled
from checker.coaching.seen import Seen
from checker.coaching.storing import database, fresh_objects, listing, paging, stored, unknown
from checker.coaching.storing.identifiers import id_given_twice, id_taken
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def location_missing(seen: Seen) -> Diagnosis | None:
    """201 without the address of what was created."""
    if seen.mismatch.aspect is not Aspect.HEADER or seen.status != 201 or not seen.response:
        return None
    if "Location" not in seen.mismatch.expected or seen.response.header("location") is not None:
        return None
    if seen.framework == "fastapi" and (lost := _set_on_another(seen)) is not None:
        return lost
    return Diagnosis(
        "location-missing",
        f"{seen.who} creates something and does not say where it is: the header Location is missing.",
        seen.view_place,
        "Headers are a third value after body and status, as a dict."
        if seen.framework == "flask"
        else "A parameter of the type Response has headers that you can set; FastAPI sends them with your answer.",
    )


def location_differs(seen: Seen) -> Diagnosis | None:
    """201 with another address than that of what was created."""
    if seen.mismatch.aspect is not Aspect.HEADER or seen.status != 201 or not seen.response:
        return None
    got = seen.response.header("location")
    if "Location" not in seen.mismatch.expected or got is None:
        return None
    if (slip := linked_route_misspelled(seen, got)) is not None:
        return slip
    return Diagnosis(
        "location-differs",
        f"The header Location says {got!r}; asked for is {seen.mismatch.expected.removeprefix('a header ')}.",
        key_line(seen, _spelling(seen)),
        "Location is the address of the new thing itself: a GET on it shows that thing. So its id stands in it.",
    )


def _spelling(seen: Seen) -> str:
    """The name of the header as the functions that answer write it."""
    texts = [node.value for _, node in reach.nodes(seen) if isinstance(node, ast.Constant)]
    return next((text for text in texts if isinstance(text, str) and text.lower() == "location"), "Location")


def _set_on_another(seen: Seen) -> Diagnosis | None:
    """FastAPI: the header is set on the response that was handed in, and another one is returned."""
    taking_part = list(reach.nodes(seen))
    own = next((one for one in taking_part if _returns_response(one[1])), None)
    for file, node in taking_part:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if own is None or not isinstance(target, ast.Subscript) or last_name(target.value) != "headers":
            continue
        return Diagnosis(
            "status-on-another-response",
            f"{seen.at((file, node))} sets the header on the response that FastAPI handed in. {seen.at(own)} returns"
            " another response, and that one has no Location.",
            seen.at(own),
            "What is set on the parameter counts only where you return plain data. A response of your own takes its"
            " headers itself.",
        )
    return None


def _returns_response(node: ast.AST) -> bool:
    called = getattr(node.value, "func", None) if isinstance(node, ast.Return) else None
    return (last_name(called) or "").endswith("Response")


def query_key_required(seen: Seen) -> Diagnosis | None:
    """Flask: square brackets behind request.args refuse a request that leaves the value out."""
    if seen.framework != "flask" or seen.status != 400 or seen.should_be_refused or not seen.request:
        return None
    for found in reach.nodes(seen):
        node = found[1]
        if isinstance(node, ast.Subscript) and last_name(node.value) == "args":
            return Diagnosis(
                "query-key-required",
                f"{seen.request_line} does not send what {seen.at(found)} takes out of request.args with square"
                " brackets, so Flask answers 400.",
                seen.at(found),
                "request.args.get(name, default) gives the default where a value was not sent.",
            )
    return None


def put_changes_id(seen: Seen) -> Diagnosis | None:
    """The thing that was replaced came back under another id than the one in its address."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.request is None or seen.request.method not in {"PUT", "PATCH"} or not seen.is_fine:
        return None
    if not isinstance(expected, dict) or not isinstance(got, dict) or seen.asked is None:
        return None
    last = seen.asked.plain_path.rstrip("/").rpartition("/")[2]
    for key, value in expected.items():
        if str(value) != last or key not in got or got[key] == value or str(got[key]) == str(value):
            continue
        place = key_line(seen, key)
        return Diagnosis(
            "put-changes-id",
            f"{seen.request_line} is about the {key} {last}, and the answer has the {key} {got[key]!r}: the new thing"
            f" was given another one ({place}).",
            place,
            f"Replacing keeps the {key}: it is the one in the address. Only creating draws a new one.",
        )
    return None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    *fresh_objects.RULES,
    id_taken,
    *unknown.FIRST,
    *database.RULES,
    *stored.FIRST,
    *unknown.LAST,
    location_differs,
    location_missing,
    query_key_required,
    put_changes_id,
    *error_pages.RULES,
    id_given_twice,
    *stored.LAST,
    *checked_input.RULES,
    *paging.RULES,
    *listing.RULES,
)
