"""The words that all rooms share."""

import dataclasses
import unicodedata

import pytest
from samples import FAILED, NOT_HERE, PASSED, SKIPPED, report_of

from checker.core.exchanges import Request, Response
from checker.core.exercises import Exercise, Framework, Task
from checker.core.limits import Deadline, Limits
from checker.core.reports import Diagnosis, Outcome, Place
from checker.core.visible import all_visible, on_one_line, visible

UNSEEN = [
    pytest.param(character, id=f"U+{ord(character):04X}")
    for character in "\0\x07\x08\x1b\x7f\x9b\u200b\u202e\u2066\ufeff\u2028\ud800\udfff\U000e0041"
]


# visible


@pytest.mark.parametrize("character", UNSEEN)
def test_what_acts_or_is_not_seen_is_written_as_an_escape(character):
    """A control, an unseen or a direction-turning character and half a character become ASCII escapes."""
    shown = visible(f"a{character}b")
    assert shown.isascii()
    assert shown.isprintable()
    assert shown.startswith("a\\")
    assert shown.endswith("b")


def test_an_escape_names_the_character():
    r"""The escape is the one that Python writes: \x1b, \u202e, \U000e0041, and \r for a carriage return."""
    assert visible("\x1b[31m") == "\\x1b[31m"
    assert visible("\u202e") == "\\u202e"
    assert visible("\U000e0041") == "\\U000e0041"
    assert visible("a\r\n") == "a\\r\n"


def test_letters_of_all_scripts_stay():
    """Text that a person can read stays as it is, whatever its script; so do line feeds and tabs."""
    text = "Müller 世界 مرحبا नमस्ते 🙂\n\tnext"
    assert visible(text) == text


def test_no_control_character_is_left():
    """Of all characters there are, no control character and no half of one comes through."""
    every = "".join(map(chr, range(0x110000)))
    left = {c for c in visible(every) if unicodedata.category(c) in {"Cc", "Cs"}}
    assert left == {"\n", "\t"}


def test_visible_text_stays_as_it_is():
    """To make visible text visible again changes nothing."""
    once = visible("\x1b \u202e \ud800 \\x1b")
    assert visible(once) == once


def test_on_one_line_has_no_line_feed():
    r"""on_one_line writes line feeds and tabs as \n and \t."""
    assert on_one_line("a\n\tb\x1b") == "a\\n\\tb\\x1b"


def test_every_text_of_a_dataclass_is_made_visible():
    """all_visible reaches every text, in tuples and in dataclasses inside; bytes, numbers and None stay."""
    task = dataclasses.replace(
        FAILED,
        request=Request("GET", "/\x1b", (("a", "\x1b"),), b"\x1b"),
        diagnosis=Diagnosis("cause", "\x1b", Place("\x1b", 3, None)),
        hints=("\x1b",),
    )
    shown = all_visible(task)
    assert shown.request == Request("GET", "/\\x1b", (("a", "\\x1b"),), b"\x1b")
    assert shown.diagnosis == Diagnosis("cause", "\\x1b", Place("\\x1b", 3, None))
    assert shown.hints == ("\\x1b",)
    assert shown.outcome is Outcome.FAILED


# limits


def test_a_deadline_moves_nearer_and_never_below_zero(monkeypatch):
    """A deadline counts down to 0.0 seconds, and has then passed."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    deadline = Deadline(5)
    assert (deadline.remaining, deadline.passed) == (5.0, False)
    now[0] = 104.0
    assert (deadline.remaining, deadline.passed) == (1.0, False)
    now[0] = 200.0
    assert (deadline.remaining, deadline.passed) == (0.0, True)


def test_a_nearer_deadline_never_goes_past_the_first(monkeypatch):
    """within() is the nearer of the two ends."""
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    assert Deadline(5).within(2).remaining == 2.0
    assert Deadline(5).within(20).remaining == 5.0


def test_one_answer_never_has_longer_than_the_whole():
    """An answer and a start are given less time than the whole check."""
    limits = Limits()
    assert 0 < limits.exchange <= limits.start <= limits.whole


# exchanges


def test_a_path_ends_where_the_query_begins():
    """A request's path is its target without the query."""
    assert Request("GET", "/search?q=a?b").path == "/search"
    assert Request("GET", "/").path == "/"


def answer(content_type, body=b""):
    return Response(200, (("Content-Type", content_type),) if content_type is not None else (), body)


@pytest.mark.parametrize(
    ("content_type", "is_json"),
    [
        ("application/json", True),
        ("Application/JSON; charset=utf-8", True),
        ("application/problem+json", True),
        ("application/vnd.api+json ; a=b", True),
        ("text/json", False),
        ("text/html", False),
        ("application/jsonlines", False),
        ("", False),
        (None, False),
    ],
)
def test_json_is_what_says_so(content_type, is_json):
    """An answer is JSON if its media type is application/json or application/...+json."""
    assert answer(content_type).is_json is is_json


def test_the_first_header_of_a_name_counts_in_any_case():
    """A header is found whatever the case of its name; the first of several counts."""
    response = Response(200, (("X-One", "a"), ("x-one", "b")), b"")
    assert response.header("x-ONE") == "a"
    assert response.header("x-two") is None


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/html; charset=utf-8", "Müller".encode(), "Müller"),
        ("text/html; charset=latin-1", "Müller".encode("latin-1"), "Müller"),
        ('text/html; charset="ISO-8859-1"; a=b', "Müller".encode("latin-1"), "Müller"),
        ("text/html; charset=no-such", "Müller".encode(), "Müller"),
        (None, b"\xff", "\ufffd"),
    ],
)
def test_a_body_is_read_in_its_charset(content_type, body, text):
    """A body is read as UTF-8, or as Latin-1 where the answer says so; no charset can break the reading."""
    assert answer(content_type, body).text == text


# exercises


def test_each_framework_has_its_port_its_name_and_its_other():
    """Flask listens on 5000 and FastAPI on 8000, and each is the other's other."""
    assert (Framework.FLASK.title, Framework.FLASK.default_port) == ("Flask", 5000)
    assert (Framework.FASTAPI.title, Framework.FASTAPI.default_port) == ("FastAPI", 8000)
    assert Framework.FLASK.other is Framework.FASTAPI
    assert Framework.FASTAPI.other is Framework.FLASK


def test_an_exercise_lists_its_frameworks_flask_first(tmp_path):
    """An exercise names the frameworks that it is asked in, Flask first, and finds a task by its id."""
    task = Task("index", "Index", 10, ())
    tasks = {Framework.FASTAPI: (task,), Framework.FLASK: (task,)}
    exercise = Exercise("01-a", "A", "a", tasks, tmp_path, tmp_path, tmp_path)
    assert exercise.frameworks == (Framework.FLASK, Framework.FASTAPI)
    assert exercise.task(Framework.FLASK, "index") is task
    with pytest.raises(KeyError):
        exercise.task(Framework.FLASK, "other")


# reports


@pytest.mark.parametrize(
    ("tasks", "outcome", "points", "most"),
    [
        ((PASSED,), Outcome.PASSED, 10, 10),
        ((PASSED, FAILED), Outcome.FAILED, 10, 30),
        ((PASSED, SKIPPED), Outcome.FAILED, 10, 40),
        ((PASSED, NOT_HERE), Outcome.PASSED, 10, 10),
        ((FAILED, NOT_HERE), Outcome.FAILED, 0, 20),
        ((NOT_HERE,), Outcome.FAILED, 0, 0),
        ((), Outcome.FAILED, 0, 0),
    ],
)
def test_a_check_passes_when_every_task_passed(tasks, outcome, points, most):
    """A check has passed if there was a task and all passed: one not checked is not passed.

    A task that cannot be checked on this machine does not count.
    """
    report = report_of(*tasks)
    assert (report.outcome, report.points, report.max_points) == (outcome, points, most)


def test_a_place_is_written_as_file_and_line():
    """A place is `app.py:9`, or `app.py` where no line is known."""
    assert str(Place("app.py", 9)) == "app.py:9"
    assert str(Place("app.py")) == "app.py"
