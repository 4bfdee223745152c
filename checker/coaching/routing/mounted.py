"""FastAPI: an app below the app. It takes the requests of its path, and has a schema of its own."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading import reach
from checker.coaching.reading.finding import calls
from checker.coaching.reading.flow import refuses
from checker.coaching.reading.written import WrittenRoute, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def mount_takes_all(seen: Seen) -> Diagnosis | None:
    """What is mounted at / is asked first, and it does not have the address."""
    if seen.framework != "fastapi" or seen.status not in {404, 405} or seen.route is None or seen.raised:
        return None
    if seen.mismatch.aspect is not Aspect.STATUS or _refuses(seen) or seen.asked is None:
        return None
    for path, found in _mounts(seen):
        if not seen.asked.plain_path.startswith(f"{path.rstrip('/')}/"):
            continue
        place = seen.at(found)
        return Diagnosis(
            "mount-takes-requests",
            f"What is mounted at '{path}' ({place}) takes every request whose path begins so, {seen.request_line} too."
            f" It answers {seen.status}, and {seen.who} is never asked.",
            place,
            "FastAPI asks routes and mounts from top to bottom. Put the mount below all routes, or mount it at a path"
            " of its own, such as /static.",
        )
    return None


def own_schema(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """The route is on an app that is mounted, so it answers and the outer schema does not list it."""
    for path, found in _mounts(seen):
        call = found[1]
        given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "app")]
        if seen.framework != "fastapi" or written.owner not in {last_name(one) for one in given}:
            continue
        place = seen.at(found)
        return Diagnosis(
            "mounted-app-own-schema",
            f"The route is on {written.owner!r}, an app of its own that {place} mounts at '{path}'. It answers, but the"
            " schema of the outer app does not list it.",
            place,
            "A mounted app has a schema and pages of its own. Put the routes on the app itself, or on an APIRouter that"
            " app.include_router(...) joins.",
        )
    return None


def _mounts(seen: Seen) -> Iterator[tuple[str, tuple[str, ast.Call]]]:
    """Every call of mount, with the path that it is given."""
    for file, call in calls(seen.sources, "mount"):
        words = {word.arg: word.value for word in call.keywords}
        first = call.args[0] if call.args else words.get("path")
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value, (file, call)


def _refuses(seen: Seen) -> bool:
    """Whether the function itself may answer so: it raises, or sets a status."""
    return any(
        refuses(node) or (isinstance(node, (ast.Attribute, ast.keyword)) and "status_code" in _names(node))
        for _, node in reach.nodes(seen)
    )


def _names(node: ast.AST) -> set[str]:
    return {getattr(node, "attr", ""), getattr(node, "arg", "") or ""}


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (mount_takes_all,)
