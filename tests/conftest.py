"""What several tests need: the command as a person runs it, and apps in temporary folders."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, Ran


@pytest.fixture(autouse=True)
def own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a learner is, is remembered apart for each test; the folder for it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "kata"


@pytest.fixture
def kata(tmp_path: Path) -> Callable[..., Ran]:
    """Run `kata` in a process of its own, in a temporary folder, as a person would."""

    def run(
        *words: str, cwd: Path | None = None, env: dict[str, str] | None = None, within: float = 60
    ) -> Ran:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "checker", *words],
            cwd=cwd or tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=within,
            encoding="utf-8",
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def app_folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a folder of an app; `app_folder("app.py text", name="other text")`."""

    def make(app: str | bytes | None = None, **files: str | bytes) -> Path:
        folder = tmp_path / "submission"
        folder.mkdir(exist_ok=True)
        named = {f"{name}.py": text for name, text in files.items()}
        if app is not None:
            named["app.py"] = app
        for name, text in named.items():
            path = folder / name
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return make
