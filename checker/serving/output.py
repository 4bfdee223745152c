"""Keep the beginning and the end of what an app prints; count the rest."""

from __future__ import annotations


class BoundedOutput:
    """The first and the last bytes of a stream, `most` in all, however long it is."""

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._head = b""
        self._tail = b""
        self._total = 0

    def add(self, data: bytes) -> None:
        """Take in the next bytes of the stream."""
        self._total += len(data)
        room = self._half - len(self._head)
        self._head += data[:room]
        self._tail = (self._tail + data[room:])[-self._half :]

    @property
    def text(self) -> str:
        """What was kept, with a line that says how much was left out between."""
        left_out = self._total - len(self._head) - len(self._tail)
        middle = f"\n[... {left_out} bytes left out ...]\n".encode() if left_out else b""
        return (self._head + middle + self._tail).decode("utf-8", "replace")
