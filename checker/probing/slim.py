"""httpx without its command line.

`import httpx` also imports `httpx._main`, and with it rich and pygments where they are installed: 100 ms that no
check needs. httpx itself goes on without that module where it cannot be imported.
"""

import sys

sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

import httpx  # noqa: E402

__all__ = ["httpx"]
