"""The exercise of docs/how-to/add-an-exercise.md, built in a folder as the page says."""

from __future__ import annotations

import re
from pathlib import Path

from support import ROOT

PAGE = ROOT / "docs/how-to/add-an-exercise.md"
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def build_example(root: Path) -> Path:
    """Write each file that the page shows."""
    for name, text in _FILE.findall(PAGE.read_text(encoding="utf-8")):
        write(root / name, text)
    return root


def write(path: Path, text: str) -> None:
    """Write a file, in a folder that need not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    """Replace one piece of a file, which has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
