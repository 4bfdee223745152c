"""Start an app's process: a socket that is bound beforehand, a pipe for witnesses, nothing else of ours.

This is the one seam where a sandbox goes: `app_command` is a list of words, and what it runs needs the app's
folder, the interpreter, the scratch folder and two descriptors.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_HERE = Path(__file__).parent
SUPERVISOR = _HERE / "supervisor.py"
HOST = _HERE / "host.py"
GIVEN = "given"
"""The folder in the scratch folder that the host puts at the end of the path."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an app's process is started from."""

    framework: str
    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    """Environment variables beyond the usual ones."""
    given: tuple[Path, ...] = ()
    """Modules that are there for the app where its folder has none of that name."""


@dataclass(frozen=True, slots=True)
class Launched:
    """An app's process under its supervisor, and our ends of what joins us to it.

    Each field but the first two is a descriptor that reads until the process has ended.
    """

    supervisor: subprocess.Popen[bytes]
    address: tuple[str, int]
    orders: int
    """Writes to the supervisor; once it is closed, the supervisor ends everything."""
    status: int
    witness: int
    stdout: int
    stderr: int


def launch(plan: Plan, mode: str, scratch: Path) -> Launched:
    """Start the app of a folder. `mode` is `serve`, `script` or `production`.

    The socket listens when this returns: a request that is sent now waits until the app takes it.
    """
    _lay_out(plan.given, scratch)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    orders_end, orders = os.pipe()
    status, status_end = os.pipe()
    witness, witness_end = os.pipe()
    stdout, stdout_end = os.pipe()
    stderr, stderr_end = os.pipe()
    command = app_command(plan.framework, mode, listener.fileno(), witness_end, scratch)
    try:
        supervisor = subprocess.Popen(
            [sys.executable, "-I", "-S", str(SUPERVISOR), str(status_end), str(scratch), *command],
            stdin=orders_end,
            stdout=stdout_end,
            stderr=stderr_end,
            pass_fds=(listener.fileno(), witness_end, status_end),
            cwd=plan.folder,
            env={**environment(), **plan.variables},
            start_new_session=True,
        )
    finally:
        address = listener.getsockname()
        listener.close()
        for descriptor in (orders_end, status_end, witness_end, stdout_end, stderr_end):
            os.close(descriptor)
    return Launched(supervisor, address, orders, status, witness, stdout, stderr)


def production_server_is_here() -> bool:
    """Whether Gunicorn is installed; it is never imported into this process."""
    return importlib.util.find_spec("gunicorn") is not None


def _lay_out(given: tuple[Path, ...], scratch: Path) -> None:
    for file in given:
        (scratch / GIVEN).mkdir(exist_ok=True)
        shutil.copyfile(file, scratch / GIVEN / file.name)


def app_command(framework: str, mode: str, socket_fd: int, witness_fd: int, scratch: Path) -> list[str]:
    """The words that start the app's own process.

    -P and -E keep the current folder and PYTHON* variables from deciding what is imported, -u shows what
    was printed before a sudden end, -B leaves no __pycache__ in the learner's folder.
    """
    flags = ["-E", "-P", "-B", "-u"]
    if sys.flags.no_user_site:
        flags.append("-s")
    words = [framework, mode, str(socket_fd), str(witness_fd), str(scratch)]
    return [sys.executable, *flags, str(HOST), *words]


def environment() -> dict[str, str]:
    """The app's whole environment: what a program needs, and nothing of the checker's.

    HOME is there only for the interpreter's own start; the host then points it to the scratch folder.
    """
    inherited = {name: os.environ[name] for name in ("HOME", "TZ") if name in os.environ}
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"])
    return {"PATH": path, "LANG": "C.UTF-8", **inherited}
