"""Every cause that a diagnosis can name has a page, and the page can be understood and believed."""

import ast
import re
import tomllib

import pytest
import textstat
from support import ROOT
from vocabulary import GONE, names, unreal

from checker.catalog.causes import cause_slugs, load_cause
from checker.catalog.content import Content
from checker.core.errors import CheckerFault
from checker.core.exercises import Framework
from checker.reporters.causes import cause_lines, list_lines
from checker.reporters.lines import as_plain_text

CONTENT = Content(ROOT)
SLUGS = cause_slugs(CONTENT)
COACHING = sorted((ROOT / "checker" / "coaching").rglob("*.py"))
NO_CAUSES = {"utf-8", "content-type", "x-token"}
"""Texts in the rules that look like a cause's slug and are none."""
BLAME = re.compile(
    r"\b(you (forgot|failed|should have)|obviously|simply|of course|stupid|silly|wrongly|careless|your mistake|"
    r"your fault|bad code|just)\b",
    re.IGNORECASE,
)
HOSTS = (
    "flask.palletsprojects.com", "werkzeug.palletsprojects.com", "jinja.palletsprojects.com",
    "markupsafe.palletsprojects.com", "click.palletsprojects.com", "flask-caching.readthedocs.io",
    "fastapi.tiangolo.com", "docs.pydantic.dev", "pydantic.dev", "starlette.dev", "www.starlette.io", "uvicorn.dev",
    "www.uvicorn.org", "gunicorn.org", "docs.gunicorn.org", "docs.python.org", "uwsgi-docs.readthedocs.io",
    "peps.python.org", "packaging.python.org",
)  # fmt: skip


def page_of(slug):
    return load_cause(CONTENT, slug)


def named_in_rules():
    """Every text in the rules that looks like a slug."""
    found = set()
    for path in COACHING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text):
                found.add(text)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Diagnosis", "KnownError"}:
                found.update(one.value for one in node.args[:1] if isinstance(one, ast.Constant))
    return found - NO_CAUSES


def expected_in_submissions():
    pages = (ROOT / "tests" / "submissions").rglob("expected.toml")
    return {tomllib.loads(page.read_text(encoding="utf-8"))["cause"] for page in pages}


def test_every_cause_has_a_page():
    """No diagnosis names a cause that `kata explain` does not know."""
    assert (named_in_rules() | expected_in_submissions()) - set(SLUGS) == set()


def test_every_page_is_of_a_cause():
    """No page is left of a cause that no rule names."""
    assert set(SLUGS) - named_in_rules() == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_can_be_read(slug):
    """Its title is a short phrase; its texts have 15 to 120 words, are of grade 9 at most, and blame nobody."""
    page = page_of(slug)
    assert 3 <= len(page.title.split()) <= 10
    assert not page.title.endswith(".")
    for text in (page.happened, page.why):
        assert 15 <= len(text.split()) <= 120
        assert textstat.flesch_kincaid_grade(text) <= 9
        assert not BLAME.search(text)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_uses_real_names(slug):
    """Each code word of a page is a name of today's libraries, or stands in the page's own examples."""
    page = page_of(slug)
    own = " ".join(page.examples.values())
    assert unreal(f"{page.title}. {page.happened} {page.why}", own) == set()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("framework", Framework, ids=lambda one: one.value)
@pytest.mark.parametrize("slug", SLUGS)
def test_an_example_runs(slug, framework, monkeypatch):
    """Each example is a module that can be imported as it stands, without a warning, and fits on a screen."""
    example = page_of(slug).examples[framework]
    assert 3 <= len(example.splitlines()) <= 26
    assert max(map(len, example.splitlines())) <= 90
    monkeypatch.setenv("UPSTREAM_URL", "http://127.0.0.1:9")
    exec(compile(example, f"{slug} in {framework.value}", "exec"), {"__name__": "example"})


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_leads_to_the_official_documentation(slug):
    """Each link is to a page of official documentation."""
    for link in page_of(slug).links:
        assert link.address.startswith(tuple(f"https://{host}/" for host in HOSTS)), link.address


def test_the_documentation_has_the_same_pages():
    """docs/reference/causes/ is what `python docs/make_causes.py` makes of causes/*.toml."""
    namespace = {"__name__": "make_causes", "__file__": str(ROOT / "docs" / "make_causes.py")}
    exec((ROOT / "docs" / "make_causes.py").read_text(encoding="utf-8"), namespace)
    folder = ROOT / "docs" / "reference" / "causes"
    assert {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md")} == namespace[
        "pages"
    ]()


def test_names_that_are_said_to_be_gone_are_gone():
    """A text may name what an old tutorial shows, if it is really no longer there."""
    assert {name for name in GONE if "." not in name} & names() == set()


def test_a_name_that_no_library_has_is_found():
    """The test of code words can fail: each of these is seen, and real names are left alone."""
    text = "Use request.get_jsn() and `make_responses`, or @app.rout('/'), or HttpExceptions, in Flask's url_for()."
    assert unreal(text) == {"request.get_jsn", "make_responses", "app.rout", "HttpExceptions"}
    assert unreal("flask.request.get_json(silent=True), HTTPException, @app.get, jsonify(), app.py") == set()


# Reading them


def test_a_cause_is_explained(kata):
    """The page has what happened, why, both frameworks and where to read more; exit code 0."""
    ran = kata("explain", "trailing-slash-redirect")
    assert (ran.code, ran.err) == (0, "")
    for said in ("What happened", "Why, and what to do", "In Flask", "In FastAPI", "Read more", "https://"):
        assert said in ran.out


def test_all_causes_are_listed(kata):
    """Without a cause, each is a line with its title."""
    ran = kata("explain")
    assert ran.code == 0
    for slug in SLUGS:
        assert re.search(rf"^{slug} +{re.escape(page_of(slug).title)}$", ran.out, re.MULTILINE)


@pytest.mark.parametrize("typed", ["[trailing-slash-redirect]", " Trailing-Slash-Redirect "])
def test_a_cause_is_found_as_it_was_copied(kata, typed):
    """Brackets, capitals and spaces around it do not matter."""
    assert kata("explain", typed).code == 0


def test_an_unknown_cause_is_a_usage_error(kata):
    """Exit code 2, the nearest name, and how to see them all."""
    ran = kata("explain", "trailing-slash-redirekt")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no cause 'trailing-slash-redirekt'. Did you mean 'trailing-slash-redirect'?" in ran.err
    assert "Type `kata explain` to see them all." in ran.err


@pytest.mark.parametrize("columns", [0, 60, 80, 400])
def test_a_page_is_wrapped_to_the_terminal(columns):
    """Sentences are wrapped between 60 and 100 columns; code and addresses stay whole."""
    page = page_of("trailing-slash-redirect")
    whole = {f"  {line}" for one in page.examples.values() for line in one.splitlines()}
    whole |= {f"  {text}" for link in page.links for text in (link.address, link.title)}
    whole.add(f"{page.title}  [{page.slug}]")
    lines = set(as_plain_text(cause_lines(page, columns)).splitlines()) - whole
    assert max(map(len, lines)) <= max(60, min(columns, 100))


def test_a_list_of_no_causes_is_no_crash():
    """An installation without pages lists none."""
    assert as_plain_text(list_lines([])).startswith("\n")


# Unsound pages

WHOLE = """
title = "A title of words"
happened = "It happened."
why = "It did."
flask = "x = 1"
fastapi = "x = 1"

[[links]]
title = "Flask: a page"
address = "https://flask.palletsprojects.com/en/stable/"
"""
UNSOUND = {
    "no TOML": ("= 1", "cannot be read"),
    "a key too much": (f'more = "x"\n{WHOLE}', "'more' is not known. It may have"),
    "no title": (WHOLE.replace('title = "A title of words"', ""), "'title' is missing or is not a text."),
    "an empty text": (WHOLE.replace("It did.", " "), "'why' is missing or is not a text."),
    "a number for a text": (WHOLE.replace('"It happened."', "1"), "'happened' is missing or is not a text."),
    "one framework only": (WHOLE.replace('fastapi = "x = 1"', ""), "'fastapi' is missing or is not a text."),
    "no links": (WHOLE.partition("[[links]]")[0], "it needs at least one [[links]]"),
    "a link without an address": (WHOLE.partition("address")[0], "'address' is missing or is not a text."),
}


@pytest.mark.parametrize(("text", "sentence"), UNSOUND.values(), ids=UNSOUND.keys())
def test_an_unsound_page_is_said(tmp_path, text, sentence):
    """A page that is not whole is our fault, in a sentence with its file."""
    (tmp_path / "causes").mkdir()
    (tmp_path / "causes" / "a-cause.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CheckerFault, match=re.escape(sentence)) as fault:
        load_cause(Content(tmp_path), "a-cause")
    assert "a-cause.toml" in str(fault.value)


def test_a_whole_page_is_read(tmp_path):
    """Its texts are lines without breaks, whatever the breaks in the file."""
    (tmp_path / "causes").mkdir()
    text = WHOLE.replace('"It happened."', '"""\nIt\nhappened."""')
    (tmp_path / "causes" / "a-cause.toml").write_text(text, encoding="utf-8")
    assert load_cause(Content(tmp_path), "a-cause").happened == "It happened."
    assert cause_slugs(Content(tmp_path)) == ("a-cause",)
