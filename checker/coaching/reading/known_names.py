"""Where the names live that these exercises need, and the modules that hold them."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable

HOME = {
    **dict.fromkeys(
        ("Flask", "Blueprint", "Response", "abort", "current_app", "flash", "g", "get_flashed_messages", "jsonify",
         "make_response", "redirect", "render_template", "render_template_string", "request", "send_file", "session",
         "stream_with_context", "url_for"),
        "flask",
    ),
    **dict.fromkeys(("MethodView", "View"), "flask.views"),
    **dict.fromkeys(("escape", "Markup"), "markupsafe"),
    **dict.fromkeys(("HTTPException", "NotFound", "BadRequest"), "werkzeug.exceptions"),
    **dict.fromkeys(("secure_filename",), "werkzeug.utils"),
    **dict.fromkeys(("run_simple",), "werkzeug.serving"),
}  # fmt: skip
"""For Flask: a name and the module that has it."""

FASTAPI_HOME = {
    **dict.fromkeys(
        ("FastAPI", "APIRouter", "BackgroundTasks", "Body", "Cookie", "Depends", "File", "Form", "HTTPException",
         "Header", "Path", "Query", "Request", "Response", "Security", "UploadFile", "status"),
        "fastapi",
    ),
    **dict.fromkeys(
        ("HTMLResponse", "JSONResponse", "PlainTextResponse", "RedirectResponse", "StreamingResponse", "FileResponse"),
        "fastapi.responses",
    ),
    **dict.fromkeys(("Jinja2Templates",), "fastapi.templating"),
    **dict.fromkeys(("BaseModel", "Field", "ConfigDict", "field_validator"), "pydantic"),
    **dict.fromkeys(("Annotated", "Optional", "Union", "Any", "List", "Dict", "Literal"), "typing"),
    **dict.fromkeys(("BaseSettings",), "pydantic_settings"),
    **dict.fromkeys(("TestClient",), "fastapi.testclient"),
    **dict.fromkeys(("CORSMiddleware",), "fastapi.middleware.cors"),
    **dict.fromkeys(("run_in_threadpool",), "fastapi.concurrency"),
}  # fmt: skip
"""For FastAPI: the same."""

MODULES = ("flask", "fastapi", "markupsafe", "pydantic", "uvicorn", "starlette", "werkzeug", "jinja2", "typing",
           "flask_caching", "httpx")  # fmt: skip
GONE = {
    ("flask.json", "JSONEncoder"): "app.json, the app's JSON provider, has taken its place",
    ("flask", "json_available"): "JSON is always there now",
    ("flask.ext", ""): "each extension is a package with a name of its own now",
}
"""What older texts import and no version has any more."""

CLIENT_LIBRARIES = frozenset({"requests", "urllib.request", "httpx", "urllib3", "aiohttp"})
"""Modules that send requests: by name, one of them is easily taken for the request that came in."""

HOW_TO_READ_THE_REQUEST = {
    "flask": "Flask has the request that came in as the object `request`: import it from flask.",
    "fastapi": "FastAPI hands you what came in: a parameter with Body() or Form(), or one of the type Request.",
}
"""For each framework: where the request that came in is."""


def home_of(name: str, framework: str) -> str | None:
    """The module that has a name, for one framework."""
    return (HOME if framework == "flask" else FASTAPI_HOME).get(name)


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that is meant: the same but for capitals, or nearly the same."""
    known = sorted(set(names) - {word})
    same = next((name for name in known if name.casefold() == word.casefold()), None)
    close = difflib.get_close_matches(word, known, 1, 0.8)
    return same or next(iter(close), None)


def names_in(module: str, framework: str) -> list[str]:
    """The names that a module has, as far as these exercises need them."""
    homes = HOME if framework == "flask" else FASTAPI_HOME
    return [name for name, home in homes.items() if home == module]


def is_standard(name: str) -> bool:
    """Whether a name is that of one of Python's own modules."""
    return name in sys.stdlib_module_names and not name.startswith("_")
