"""A report, told to a person and to a program: nothing looks alike that differs, and nothing can act."""

import dataclasses
import io
import json
import random
import re
import unicodedata
from itertools import pairwise

import jsonschema
import pytest
from samples import APP, FAILED, NOT_HERE, PASSED, SKIPPED, hostile, report_of
from support import ROOT

from checker.core.reports import Outcome
from checker.core.visible import visible
from checker.reporters.as_json import LONGEST_BODY, render_json
from checker.reporters.contrast import ALIKE, contrast
from checker.reporters.lines import Style, as_coloured_text, as_plain_text
from checker.reporters.terminal import MOST_PRINTED_LINES, report_lines

WIDTH = 60


# contrast


def test_the_difference_is_marked_from_its_first_to_its_last_character():
    """The marks stand under the characters of `got` that are not the expected ones."""
    shown = contrast("Hello, World!", "Hello, world!", WIDTH)
    assert shown.marks == "       ^"
    shown = contrast("User: Ada", "User: <Ada>", WIDTH)
    assert shown.marks == "      ^^^^^"


def test_something_that_is_missing_is_marked_where_it_should_be():
    """Where `got` ends too early, the mark stands behind its end."""
    shown = contrast("Hello, World!", "Hello", WIDTH)
    assert (shown.got, shown.marks) == ("Hello", "     ^")
    assert shown.remark == "character 6: comma (U+002C) is expected, the end came"


def test_marks_stand_under_wide_letters_too():
    """A letter that takes two columns moves the mark by two, and gets two."""
    assert contrast("世界 a", "世界 b", WIDTH).marks == "     ^"
    assert contrast("a世", "a界", WIDTH).marks == " ^^"


@pytest.mark.parametrize(
    ("expected", "got", "remark"),
    [
        ("done", "done ", "character 5: the end is expected, space (U+0020) came"),
        ("done ", "done", "character 5: space (U+0020) is expected, the end came"),
        ("a b", "a\xa0b", "character 2: space (U+0020) is expected, no-break space (U+00A0) came"),
        ("Ada", "\u0410da", "character 1: latin capital letter a (U+0041) is expected,"
                       " cyrillic capital letter a (U+0410) came"),
        ("\xe9", "e\u0301", "character 1: latin small letter e with acute (U+00E9) is expected,"
                            " latin small letter e (U+0065) came"),
        ("it's", "it\u2019s", "character 3: apostrophe (U+0027) is expected,"
                              " right single quotation mark (U+2019) came"),
        ("a", "a\n", "character 2: the end is expected, a line feed came"),
        ("a b", "a\tb", "character 2: space (U+0020) is expected, a tab came"),
        ("a\n", "a\r\n", "character 2: a line feed is expected, a carriage return came"),
        ("a", "a\u200b", "character 2: the end is expected, zero width space (U+200B) came"),
    ],
)  # fmt: skip
def test_what_the_eye_cannot_see_is_said(expected, got, remark):
    """White space, letters of another script that look the same, and ends are named in words."""
    assert contrast(expected, got, WIDTH).remark == remark


@pytest.mark.parametrize(("expected", "got"), [("cat", "cut"), ("a b", "axb"), ("1", '"1"')])
def test_what_the_eye_can_see_needs_no_words(expected, got):
    """Two ordinary characters that differ are only marked."""
    shown = contrast(expected, got, WIDTH)
    assert (shown.remark, "^" in shown.marks) == ("", True)


def test_a_line_feed_and_the_two_letters_for_it_are_told_apart():
    r"""A line feed is shown as \n; an app that sends a backslash and an n is told that it did."""
    shown = contrast("a\nb", "a\\nb", WIDTH)
    assert shown.remark == "character 2: a line feed is expected, reverse solidus (U+005C) came"


def test_two_texts_that_look_the_same_are_said_to():
    """Where no difference is left to show, that is said."""
    assert contrast("same", "same", WIDTH).remark == ALIKE


def test_a_long_text_is_cut_around_the_difference():
    """Both texts are cut to the width at the same place, and the first difference is in what is left."""
    expected, got = "a" * 500 + "X" + "b" * 500, "a" * 500 + "Y" + "b" * 500
    shown = contrast(expected, got, WIDTH)
    assert len(shown.expected) == len(shown.got) == WIDTH
    at = shown.marks.index("^")
    assert (shown.expected[at], shown.got[at]) == ("X", "Y")
    assert shown.got.startswith("...a")
    assert shown.got.endswith("b...")


def test_two_texts_never_look_alike():
    """Of 20,000 pairs drawn to be nearly the same, none looks alike: the lines differ, or a remark says why."""
    drawn = random.Random(20261122)
    for _ in range(20_000):
        expected = "".join(drawn.choices("ab.\\n \n", k=drawn.randrange(150)))
        at = drawn.randrange(len(expected) + 1)
        got = (
            expected[:at]
            + drawn.choice(["", "a", ".", " ", "\n", "\\n", "..."])
            + expected[at + drawn.randrange(4) :]
        )
        if expected == got:
            continue
        shown = contrast(expected, got, 44)
        assert shown.expected.rstrip() != shown.got.rstrip() or shown.remark, (expected, got)
        assert max(len(shown.expected), len(shown.got)) <= 44
        if shown.marks:
            at = shown.marks.index("^")
            assert shown.expected[:at] == shown.got[:at]


# lines


def test_plain_text_has_no_colour_and_no_space_at_the_end():
    """Plain lines are the words alone, without trailing spaces, each with a line feed."""
    lines = [("  ", ("PASS", Style.GOOD), "  index  "), (), (("x", Style.QUIET),)]
    assert as_plain_text(lines) == "  PASS  index\n\nx\n"


def test_coloured_text_has_the_same_words():
    """Colour changes no word: without the colour codes, the text is the plain text."""
    lines = list(report_lines([report_of(PASSED, FAILED, SKIPPED)]))
    coloured = as_coloured_text(lines)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == as_plain_text(lines)


def test_texts_are_never_read_as_markup():
    """What looks like rich's markup or a link is shown as it stands."""
    text = "[bold]x[/bold] :smile: [link=http://a]b[/link]"
    shown = re.sub(r"\x1b\[[\d;]*m", "", as_coloured_text([(text,)]))
    assert shown == f"{text}\n"


@pytest.mark.parametrize(
    "order",
    [
        "##[error]x",
        "##[group]",
        "##vso[task.setvariable]x",
        "##VSO[task.complete]",
        "##teamcity[message text='x']",
        "::error::x",
        "   ::set-output name=a::b",
        "::add-mask::a",
    ],
)
def test_a_line_is_no_order_to_a_build_log(order):
    """What an app says becomes no command of a build log, in one piece or put together from several."""
    for line in [(order,), tuple(order), ("   ", order), ((order, Style.BAD),)]:
        shown = as_plain_text([line])
        assert "##" not in shown
        assert not shown.lstrip().startswith("::")
        assert shown.replace(" ", "") == order.replace(" ", "") + "\n"


def test_ordinary_number_signs_and_colons_stay():
    """Two number signs or two colons that are no order stay as they are."""
    text = "## title, std::vector, a ::b, # [x]"
    assert as_plain_text([(text,)]) == f"{text}\n"


# terminal


def lines_of(*reports, columns=80):
    return as_plain_text(report_lines(reports, columns)).splitlines()


def test_each_task_has_one_line_and_only_a_failed_one_unfolds():
    """PASS, FAIL and ---- are words; a task that passed or was not checked shows nothing more."""
    shown = lines_of(report_of(PASSED, SKIPPED))
    assert shown[2:4] == ["  PASS  index  The index page", "  ----  links  Links"]
    assert "1 of 2 tasks pass, 1 not checked yet - 10 of 40 points" in shown[5]
    assert shown[6] == "  Not checked yet: later."
    text = "\n".join(lines_of(report_of(FAILED)))
    for said in (
        "  FAIL  hello  A second page",
        "task      GET /hello is the text 'Hello, World!'.",
        "asked     GET /hello",
        "expected  Hello, World!",
        "got       hello",
        "cause     hello() returns another text.",
        'app.py:9    return "hello"',
        "hint      Compare the two.",
        "more      kata explain wrong-text",
        "try it    curl -i http://127.0.0.1:5000/hello",
    ):
        assert said in text


def test_what_cannot_be_checked_here_is_said_and_costs_nothing():
    """A task that this machine cannot check counts neither as not yet right nor in the points."""
    shown = as_plain_text(report_lines([report_of(PASSED, NOT_HERE)])).splitlines()
    assert "  1 of 2 tasks pass, 1 not checked here - 10 of 10 points" in shown
    assert "  Not checked here: no server." in shown


def test_one_empty_line_is_enough():
    """No two empty lines follow each other, whichever task failed."""
    app = dataclasses.replace(APP, stdout="printed")
    for tasks in ((PASSED, FAILED), (FAILED, PASSED), (FAILED, FAILED), (SKIPPED,)):
        shown = lines_of(report_of(*tasks), report_of(*tasks, app=app))
        assert ("", "") not in set(pairwise(shown))


def test_only_a_report_with_a_failure_names_its_seed():
    """The seed is for asking the same again; a report that passed has no need of it."""
    assert any("--seed 7 draws the same again" in line for line in lines_of(report_of(FAILED)))
    assert not any("seed" in line for line in lines_of(report_of(PASSED)))


def test_what_the_app_printed_is_bounded_and_says_so():
    """The last lines that the app printed are shown, and how many stand before them."""
    app = dataclasses.replace(APP, stdout="\n".join(f"line {n}" for n in range(1, 101)))
    shown = lines_of(report_of(FAILED, app=app))
    printed = [line for line in shown if line.startswith("  | ")]
    assert printed[0] == f"  | [... {100 - MOST_PRINTED_LINES} lines before these ...]"
    assert printed[1:] == [f"  | line {n}" for n in range(101 - MOST_PRINTED_LINES, 101)]
    assert not any(line.startswith("  | ") for line in lines_of(report_of(PASSED, app=app)))


def test_a_long_printed_line_is_cut_and_says_so():
    """A printed line that is too long ends with three dots."""
    app = dataclasses.replace(APP, stderr="x" * 1000)
    (printed,) = [line for line in lines_of(report_of(FAILED, app=app)) if line.startswith("  | ")]
    assert printed.endswith("x...")
    assert len(printed) < 110


def test_two_reports_stand_one_below_the_other():
    """Without --framework both frameworks' reports come, an empty line between them."""
    shown = lines_of(report_of(PASSED), report_of(PASSED, framework="fastapi"))
    second = next(n for n, line in enumerate(shown) if line.startswith("03-routing in FastAPI"))
    assert shown[0].startswith("03-routing in Flask")
    assert shown[second - 1] == ""


@pytest.mark.parametrize("columns", [0, 20, 60, 80, 100, 400])
def test_explanations_are_wrapped_to_the_terminal(columns):
    """Sentences are wrapped between 60 and 100 columns, whatever the terminal says of itself."""
    task = dataclasses.replace(FAILED, hints=("word " * 60,), requirement="word " * 60)
    widest = max(map(len, lines_of(report_of(task), columns=columns)))
    assert widest <= max(60, min(columns, 100))


def test_an_app_cannot_write_to_the_terminal():
    """Whatever an app answers, the report has no control character, and no line that orders a build log about."""
    for text in HOSTILE:
        for line in lines_of(hostile(text)):
            assert line == visible(line)
            assert "##[" not in line
            assert not line.lstrip().startswith("::")


# JSON

HOSTILE = [
    "\x1b[2J\x1b]0;title\x07",
    "\0\x01\x7f\x9b31m",
    "\ud800 \udfff",
    "\u202eabc\u2066",
    "##[error]a ##vso[task.setvariable]",
    "a\n::error::b\n##[group]c\r::stop-commands::d",
    "::warning file=app.py,line=1::x " * 20,
    "</script><!-- \u2028",
    '"}],"outcome":"passed',
]
SCHEMA = json.loads((ROOT / "docs/reference/report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema():
    """report.schema.json is a JSON Schema, 2020-12."""
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    VALIDATOR.check_schema(SCHEMA)


REPORTS = {
    "passed": report_of(PASSED),
    "failed and not checked": report_of(PASSED, FAILED, SKIPPED),
    "not started": report_of(
        dataclasses.replace(FAILED, request=None, response=None, curl=None, requirement=""),
        app=dataclasses.replace(APP, started=False, startup_ms=None, exit_code=139, error="It ended."),
    ),
    "fastapi": report_of(PASSED, framework="fastapi"),
    "not checked here": report_of(PASSED, NOT_HERE),
}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
def test_a_report_is_what_the_schema_says(report):
    """Each report is valid by the schema."""
    VALIDATOR.validate(json.loads(render_json([report])))


def objects_of(schema):
    """Every object that the schema describes, with the path to it."""
    return {"": schema, **{name: part for name, part in schema["$defs"].items() if "properties" in part}}


@pytest.mark.parametrize("part", sorted(objects_of(SCHEMA)))
def test_every_key_is_required_and_more_are_welcome(part):
    """The schema requires every key that it describes, and allows further ones."""
    described = objects_of(SCHEMA)[part]
    assert described["required"] == list(described["properties"])
    assert "additionalProperties" not in described


def test_the_schema_describes_every_key_that_is_written():
    """No key of a report is without its line in the schema."""
    (report,) = json.loads(render_json([REPORTS["failed and not checked"]]))["reports"]
    task = report["tasks"][1]
    parts = {"report": report, "app": report["app"], "task": task}
    parts |= {name: task[name] for name in ("request", "response", "diagnosis")}
    for name, value in parts.items():
        assert list(value) == SCHEMA["$defs"][name]["required"]


def broken(change):
    document = json.loads(render_json([report_of(PASSED, FAILED, SKIPPED)]))
    change(document["reports"][0])
    return document


@pytest.mark.parametrize(
    "change",
    [
        lambda report: report.pop("seed"),
        lambda report: report.update(seed="7"),
        lambda report: report.update(framework="django"),
        lambda report: report.update(outcome="skipped"),
        lambda report: report.update(tasks=[]),
        lambda report: report["app"].update(error="why?"),
        lambda report: report["app"].update(stdout="\x1b"),
        lambda report: report["tasks"][0].update(points=-1),
        lambda report: report["tasks"][1].update(points=20),
        lambda report: report["tasks"][1].update(diagnosis=None),
        lambda report: report["tasks"][1]["diagnosis"].update(line=0),
        lambda report: report["tasks"][1]["diagnosis"].update(cause="Wrong Text"),
        lambda report: report["tasks"][1]["request"].pop("curl"),
        lambda report: report["tasks"][1]["response"].update(headers=[["one"]]),
        lambda report: report["tasks"][2].update(note=None),
    ],
)
def test_the_schema_refuses_what_is_no_report(change):
    """A report with a key missing, of another type or out of its bounds is not valid."""
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(broken(change))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_cannot_act_through_the_json(text):
    """The document is ASCII without control characters; read back, no text has one or half a character."""
    written = render_json([hostile(text)])
    assert written.isascii()
    assert set(filter(lambda c: not c.isprintable(), written)) == {"\n"}
    assert "##" not in written
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
    document = json.loads(written)
    VALIDATOR.validate(document)
    assert document["reports"][0]["outcome"] == "failed"
    for value in texts_of(document):
        assert {unicodedata.category(c) for c in value if c not in "\n\t"} & {"Cc", "Cs"} == set()


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in (*value, *value.values()):
            yield from texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def test_ordinary_text_is_read_back_as_it_was():
    """Letters of any script and number signs come back as they went in."""
    text = "Müller ## 世界"
    task = dataclasses.replace(FAILED, got=text)
    assert json.loads(render_json([report_of(task)]))["reports"][0]["tasks"][0]["got"] == text


def test_a_long_body_is_bounded():
    """Of an answer's body the first LONGEST_BODY characters are in the report."""
    response = dataclasses.replace(FAILED.response, body=b"x" * 100_000)
    task = dataclasses.replace(FAILED, response=response)
    body = json.loads(render_json([report_of(task)]))["reports"][0]["tasks"][0]["response"]["body"]
    assert body == "x" * LONGEST_BODY


def test_points_and_outcome_are_those_of_the_report():
    """The document's sums are the report's."""
    (report,) = json.loads(render_json([report_of(PASSED, FAILED, SKIPPED)]))["reports"]
    assert (report["points"], report["max_points"], report["outcome"]) == (10, 60, "failed")
    assert [task["outcome"] for task in report["tasks"]] == [one.value for one in Outcome]


def test_rendering_reads_no_terminal(monkeypatch):
    """A rendered report does not depend on standard output."""
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert render_json([report_of(PASSED)]) == render_json([report_of(PASSED)])
