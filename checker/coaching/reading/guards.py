"""The condition that keeps a call for the time when the file is run: `if __name__ == '__main__':`."""

from __future__ import annotations

import ast

from checker.coaching.reading.finding import all_nodes, at
from checker.core.evidence import SourceFile
from checker.core.reports import Place

_USUAL = {"__name__ == '__main__'", "'__main__' == __name__"}


def wrong_guard(sources: tuple[SourceFile, ...], call: Place | None) -> Place | None:
    """The condition above a call, where it looks at the file's name and is not the usual one."""
    for file, node in all_nodes(sources):
        if call is None or file != call.file or not isinstance(node, ast.If):
            continue
        if not node.body[0].lineno <= (call.line or 0) <= (node.body[-1].end_lineno or 0):
            continue
        if ast.unparse(node.test) not in _USUAL and names_main(node.test):
            return at(sources, (file, node))
    return None


def names_main(test: ast.expr) -> bool:
    """Whether a condition has `__name__` or `__main__` in it, well or badly spelled."""
    words = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    words |= {str(node.value) for node in ast.walk(test) if isinstance(node, ast.Constant)}
    return any(word.strip("_ ").removesuffix(".py").lower() in {"name", "main"} for word in words)
