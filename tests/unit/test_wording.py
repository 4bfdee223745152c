"""What a learner reads can be read: short, plain, without blame, with real code words, and without the answer."""

import ast
import re
import tomllib
import warnings

import pytest
import textstat
from support import ROOT
from vocabulary import unreal

from checker.catalog.answers import answer_to
from checker.catalog.content import Content
from checker.catalog.exercises import load_exercise, slugs

CONTENT = Content(ROOT)
COACHING = sorted((ROOT / "checker" / "coaching").rglob("*.py"))
BLAME = re.compile(
    r"\b(you (forgot|failed|should have)|your (mistake|fault)|obviously|simply|of course|careless|stupid)\b",
    re.IGNORECASE,
)
HIGHEST_GRADE = 9
SHORTEST, LONGEST = 15, 120
TASKS = [
    pytest.param(exercise, framework, task, id=f"{exercise.slug}-{framework.value}-{task.id}")
    for exercise in (load_exercise(CONTENT, slug) for slug in slugs(CONTENT))
    for framework, tasks in exercise.tasks.items()
    for task in tasks
]


def written(node):
    """The text that an expression writes down, with `name` for what is filled in; None where it is not all there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "name" for part in node.values)
        return re.sub(r"\.name\b", ". name", "".join(parts))
    return None


def sentences():
    """Every message and every hint that a rule writes down: the file with its line, the cause, and the text."""
    for path in COACHING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called not in {"Diagnosis", "KnownError"}:
                continue
            for given in (*node.args[1:], *(word.value for word in node.keywords)):
                for part in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                    text = written(part)
                    if text and " " in text.strip():
                        yield f"{path.name}:{part.lineno}", text


SENTENCES = [pytest.param(text, id=place) for place, text in sentences()]


def test_there_are_sentences():
    """The search for sentences finds them."""
    assert len(SENTENCES) > 600


@pytest.mark.parametrize("text", SENTENCES)
def test_a_message_can_be_read(text):
    """Each message and hint of a rule is of US grade 9 at most, and blames nobody."""
    assert textstat.flesch_kincaid_grade(text) <= HIGHEST_GRADE
    assert not BLAME.search(text)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_message_has_no_number_of_its_own(text):
    """No line number and no seed is written into a text: they come from the learner's app."""
    assert not re.search(r"\bline \d|--seed \d|\.py:\d", text)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_message_uses_real_names(text):
    """Each code word is a name of today's libraries."""
    assert unreal(text, "name") == set()


@pytest.mark.parametrize(("exercise", "framework", "task"), TASKS)
def test_an_idea_can_be_read(exercise, framework, task):
    """The third step has 15 to 120 words of grade 9 at most, and its code words are real."""
    idea = " ".join(task.hints)
    assert SHORTEST <= len(idea.split()) <= LONGEST
    assert textstat.flesch_kincaid_grade(idea) <= HIGHEST_GRADE
    assert not BLAME.search(idea)
    readme = (exercise.folder / "README.md").read_text(encoding="utf-8")
    assert unreal(idea, readme) == set()


@pytest.mark.parametrize(("exercise", "framework", "task"), TASKS)
def test_what_is_worth_knowing_is_of_the_other_framework(exercise, framework, task):
    """It names the other framework, in one or two sentences of grade 9 at most."""
    assert framework.other.title in task.worth_knowing
    assert 12 <= len(task.worth_knowing.split()) <= 45
    assert textstat.flesch_kincaid_grade(task.worth_knowing) <= HIGHEST_GRADE


@pytest.mark.parametrize(("exercise", "framework", "task"), TASKS)
def test_an_example_runs(exercise, framework, task, monkeypatch):
    """The example of the third step is a module that can be imported as it stands, without a warning."""
    assert 4 <= len(task.example.splitlines()) <= 26
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(task.example, f"{exercise.slug} {task.id}", "exec"), {"__name__": "example"})


@pytest.mark.parametrize(("exercise", "framework", "task"), TASKS)
def test_no_step_before_the_last_gives_the_answer_away(exercise, framework, task):
    """No line of a solution stands in an example, but what the exercise's README shows and what every app has."""
    readme = (exercise.folder / "README.md").read_text(encoding="utf-8")
    solutions = (exercise.solutions / framework.value).rglob("*.py")
    lines = {line.strip() for path in solutions for line in path.read_text(encoding="utf-8").splitlines()}
    telling = {
        line
        for line in lines
        if len(line) > 12
        and line not in readme
        and not line.startswith(("import ", "from ", "app = ", '"""'))
    }
    shown = {line.strip() for line in task.example.splitlines()}
    assert shown & telling == set()
    assert not any(line in " ".join(task.hints) for line in telling if len(line) > 20)


@pytest.mark.parametrize(("exercise", "framework", "task"), TASKS)
def test_the_last_step_is_a_part_of_the_solution(exercise, framework, task):
    """The fourth step shows lines that stand in the solution, in this order."""
    for excerpt in answer_to(exercise, framework, task):
        whole = (exercise.solutions / framework.value / excerpt.file).read_text(encoding="utf-8")
        assert excerpt.text.strip() in whole


def test_no_text_of_an_exercise_blames():
    """No title and no hint of any exercise blames its reader."""
    for slug in slugs(CONTENT):
        page = CONTENT.exercises / slug / "exercise.toml"
        tomllib.loads(page.read_text(encoding="utf-8"))
        assert not BLAME.search(page.read_text(encoding="utf-8"))
