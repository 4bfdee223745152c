"""The parent of a learner's app: it outlives the app and, when it is told to, ends all that came of it.

Runs as a script of its own, with nothing but the standard library:

    supervisor.py STATUS_FD SCRATCH COMMAND [ARGUMENT ...]

Standard input carries orders: `d` asks the app where it is (SIGUSR1); the end of the input ends everything.
So nothing is left behind, however the checker itself came to its end: where it is gone, its folder SCRATCH
is removed too. STATUS_FD gets the lines `pid N` and,
when the app's process ends, `exit N`, with N as a shell shows it.
"""

from __future__ import annotations

import _thread
import os
import sys

SIGKILL = 9
SIGUSR1 = 30 if sys.platform == "darwin" else 10
MOST_MEMORY = 4 * 1024**3


def main() -> None:
    """Start the command, tell what becomes of it, end it when the orders end."""
    status, scratch, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    checker = os.getppid()
    child = os.fork()
    if child == 0:
        become(command, status)
    let_go_of_the_apps_descriptors(status)
    os.write(status, b"pid %d\n" % child)
    ended = _thread.allocate_lock()
    ended.acquire()
    _thread.start_new_thread(tell_the_end, (child, status, ended))
    adopt_orphans()
    while os.read(0, 1) == b"d":
        send(child, SIGUSR1)
    end_everything(child, ended)
    if os.getppid() != checker:
        import shutil

        shutil.rmtree(scratch, ignore_errors=True)


def become(command: list[str], status: int) -> None:
    """Turn this process into the app's: its own session, no standard input, bounded memory."""
    try:
        os.setsid()
        os.close(status)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        bound_resources()
        os.execv(command[0], command)  # noqa: S606  the command is the checker's own
    finally:
        os._exit(127)


def bound_resources() -> None:
    """No core file, and no more memory than a small app could want."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))


def let_go_of_the_apps_descriptors(status: int) -> None:
    """Keep only the orders and the status: the app's pipes must end when the app does."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.closerange(3, status)
    os.closerange(status + 1, 256)


def tell_the_end(child: int, status: int, ended: _thread.LockType) -> None:
    """Wait for the app's process and write down how it ended."""
    _, result = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(result)
    try:
        os.write(status, b"exit %d\n" % (code if code >= 0 else 128 - code))
    except OSError:  # the checker is gone
        pass
    finally:
        ended.release()


def adopt_orphans() -> None:
    """Become the parent of processes that the app leaves behind, where the system can do that."""
    if sys.platform != "linux":
        return
    try:
        import ctypes

        pr_set_child_subreaper = 36  # <linux/prctl.h>
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass


def end_everything(child: int, ended: _thread.LockType) -> None:
    """Kill the app's process group, then whatever it left behind, generation by generation.

    A process that ends hands its children to us before it can be waited for, so each round sees the next.
    """
    try:
        os.killpg(child, SIGKILL)
    except OSError:
        send(child, SIGKILL)
    ended.acquire()
    while left := children():
        for pid in left:
            send(pid, SIGKILL)
        os.waitpid(-1, 0)


def children() -> list[int]:
    """The processes whose parent this is, by the system's process table."""
    me = os.getpid()
    found = []
    for name in os.listdir("/proc") if sys.platform == "linux" else ():
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as table:
                fields = table.read().rpartition(b")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == me:
            found.append(int(name))
    return found


def send(pid: int, signal: int) -> None:
    """Send a signal to a process that may be gone already."""
    try:
        os.kill(pid, signal)
    except OSError:
        pass


if __name__ == "__main__":
    main()
