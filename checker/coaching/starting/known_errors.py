"""Errors at the start that say by themselves what is wrong: the frameworks' own words, made plain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownError:
    """One kind of error and its cause."""

    cause: str
    types: frozenset[str]
    marks: tuple[str, ...]
    """What the message contains: any one of these."""
    sentence: str
    hint: str
    fastapi_hint: str | None = None
    """Where FastAPI has another way."""

    def hint_for(self, framework: str) -> str:
        """The hint for an app of that framework."""
        return self.fastapi_hint if framework == "fastapi" and self.fastapi_hint else self.hint

    def says(self, message: str) -> bool:
        """Whether a message is of this kind."""
        return any(mark in message for mark in self.marks)


_TYPE_ERROR = frozenset({"TypeError"})
_ASSERTION = frozenset({"AssertionError"})

KNOWN_ERRORS = (
    KnownError(
        "endpoint-twice",
        _ASSERTION,
        ("overwriting an existing endpoint",),
        "two views have the same name.",
        "Flask tells views apart by the names of their functions. Give each function a name of its own.",
    ),
    KnownError(
        "decorator-returns-nothing",
        frozenset({"AssertionError", "TypeError", "Exception"}),
        ("expected view func if endpoint is not provided", "An endpoint must be a callable"),
        "what the route's decorator received is no function but None.",
        "The decorator below the route's has to return the function that it makes.",
    ),
    KnownError(
        "unknown-converter",
        frozenset({"LookupError", "AssertionError"}),
        ("the converter", "Unknown path convertor"),
        "the path names a converter that does not exist.",
        "Flask knows string, int, float, path, any and uuid. The word stands before the name: <int:number>.",
        "FastAPI knows str, int, float, path and uuid, behind the name: {number:int}. A type on the parameter is"
        " better: then the path has the name alone.",
    ),
    KnownError(
        "slash-missing-at-start",
        frozenset({"ValueError", "AssertionError"}),
        ("must start with a leading slash", "must start with '/'", "must start with a slash"),
        "the path does not begin with a slash.",
        "A path begins with a slash, as in the address that is asked for.",
    ),
    KnownError(
        "prefix-ends-with-slash",
        _ASSERTION,
        ("prefix must not end with",),
        "the prefix ends with a slash.",
        "The paths behind the prefix begin with a slash, so the prefix itself has none at its end.",
    ),
    KnownError(
        "empty-path",
        frozenset({"FastAPIError"}),
        ("cannot be both empty",),
        "the route has no path, and its router has no prefix.",
        "A path begins with a slash; the first page of a site is the slash alone.",
    ),
    KnownError(
        "path-parameter-default",
        _ASSERTION,
        ("cannot have a default value",),
        "a parameter that comes from the path has a default.",
        "What stands in the path is always there, so it has no default. Take the first argument out of Path(...) and"
        " keep the limits behind it.",
    ),
    KnownError(
        "annotation-is-no-type",
        frozenset({"FastAPIError", "AssertionError"}),
        ("Invalid args for response field", "must be of one of the supported types"),
        "a type that FastAPI cannot check stands on a parameter or after the arrow.",
        "The types that it can check are Python's own, such as int, and classes made from BaseModel.",
    ),
    KnownError(
        "outside-request",
        frozenset({"RuntimeError"}),
        ("orking outside of",),
        "this line needs a running app or a request, and there is none while the file is read.",
        "request and url_for work while a request is answered: move the line into the view. For current_app, use the"
        " app object itself here.",
    ),
    KnownError(
        "unknown-keyword",
        _TYPE_ERROR,
        ("unexpected keyword argument",),
        "an argument has a name that is not known here.",
        "Compare the name of the argument letter by letter. Look at capital letters, and at an s at the end.",
    ),
    KnownError(
        "call-does-not-fit",
        _TYPE_ERROR,
        ("required positional argument", "positional argument", "required keyword-only argument"),
        "the call and the parameters of what it calls do not fit together.",
        "Look up what the call needs. Something is missing between its parentheses, or too much stands there.",
    ),
)
