import fcntl
import tempfile
from pathlib import Path

FILE = Path(tempfile.gettempdir()) / "hits-read-and-write-locked-apart.txt"


class Counter:
    def __init__(self):
        FILE.touch()

    def value(self):
        with FILE.open() as f:
            fcntl.flock(f, fcntl.LOCK_SH)
            return int(f.read() or 0)

    def increment(self):
        number = self.value() + 1
        with FILE.open("r+") as f:
            fcntl.flock(f, fcntl.LOCK_EX)
            f.truncate()
            f.write(str(number))
