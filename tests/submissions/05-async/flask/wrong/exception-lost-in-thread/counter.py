import fcntl
import tempfile
from pathlib import Path

FILE = Path(tempfile.gettempdir()) / "hits-exception-lost-in-thread.txt"


class Counter:
    def __init__(self):
        FILE.touch()

    def value(self):
        with FILE.open() as f:
            fcntl.flock(f, fcntl.LOCK_SH)
            return int(f.read() or 0)

    def increment(self):
        with FILE.open("r+") as f:
            fcntl.flock(f, fcntl.LOCK_EX)
            number = int(f.read() or 0) + 1
            f.seek(0)
            f.truncate()
            f.write(str(number))
            f.flush()
