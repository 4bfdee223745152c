"""Exercises are data: each unsound page is refused with a sentence that says where and what."""

import pytest
from samples import make_content
from support import ROOT

from checker.catalog.content import Content, find_content
from checker.catalog.exercises import load_exercise, slugs
from checker.catalog.lookup import check_task_id, find_slug
from checker.catalog.submissions import load_submissions
from checker.core.errors import CheckerFault, UsageError
from checker.core.exercises import Framework

PAGE = """
title = "Routing"
section = "Common Practices"
[[flask.tasks]]
id = "index"
title = "Index"
points = 10
hints = ["one", "two"]
[[flask.tasks]]
id = "links"
title = "Links"
points = 5
needs = ["index"]
owns = ["server-at-import"]
"""


# exercise.toml


def test_a_page_becomes_an_exercise(tmp_path):
    """A page's tasks are read in order, each with its points, hints, needs and what it owns."""
    exercise = load_exercise(make_content(tmp_path, PAGE), "03-routing")
    index, links = exercise.tasks[Framework.FLASK]
    assert (exercise.slug, exercise.title, exercise.section) == ("03-routing", "Routing", "Common Practices")
    assert exercise.frameworks == (Framework.FLASK,)
    assert (index.id, index.title, index.points, index.hints) == ("index", "Index", 10, ("one", "two"))
    assert (links.needs, links.owns, links.hints) == (("index",), ("server-at-import",), ())
    assert exercise.hidden == tmp_path / "hidden/03-routing"
    assert exercise.solutions == tmp_path / "solutions/03-routing"
    assert exercise.folder == tmp_path / "exercises/03-routing"


def changed(old, new):
    assert old in PAGE
    return PAGE.replace(old, new, 1)


UNSOUND = {
    "no TOML": ("title = ", "cannot be read"),
    "no title": (changed('title = "Routing"', ""), "'title' is missing or is not a text."),
    "blank title": (changed('"Routing"', '"  "'), "'title' is missing or is not a text."),
    "title no text": (changed('"Routing"', "3"), "'title' is missing or is not a text."),
    "no section": (changed('section = "Common Practices"', ""), "'section' is missing or is not a text."),
    "no tasks": ('title = "A"\nsection = "B"', "has no tasks for any framework."),
    "framework without tasks": ('title = "A"\nsection = "B"\n[flask]', "names a framework without tasks."),
    "framework no table": (
        'title = "A"\nsection = "B"\nflask = 3',
        "a framework's tasks are tables such as [[flask.tasks]].",
    ),
    "tasks no tables": (
        'title = "A"\nsection = "B"\nflask.tasks = ["index"]',
        "a framework's tasks are tables such as [[flask.tasks]].",
    ),
    "tasks no list": (
        'title = "A"\nsection = "B"\nflask.tasks = 3',
        "a framework's tasks are tables such as [[flask.tasks]].",
    ),
    "no id": (changed('id = "index"', ""), "'id' is missing or is not a text."),
    "bad id": (
        changed('id = "index"', 'id = "The Index"'),
        "a task's id is words of a-z and 0-9 joined by '-', not 'The Index'.",
    ),
    "task without title": (changed('title = "Index"', ""), "'title' is missing or is not a text."),
    "no points": (
        changed("points = 10", ""),
        "task 'index' needs points, a whole number from 1 up.",
    ),
    "points zero": (
        changed("points = 10", "points = 0"),
        "task 'index' needs points, a whole number from 1 up.",
    ),
    "points true": (
        changed("points = 10", "points = true"),
        "task 'index' needs points, a whole number from 1 up.",
    ),
    "points half": (
        changed("points = 10", "points = 1.5"),
        "task 'index' needs points, a whole number from 1 up.",
    ),
    "hints a text": (changed('["one", "two"]', '"one"'), "'hints' is not a list of texts."),
    "hints of numbers": (changed('["one", "two"]', "[1]"), "'hints' is not a list of texts."),
    "needs a text": (changed('needs = ["index"]', 'needs = "index"'), "'needs' is not a list of texts."),
    "owns a text": (changed('["server-at-import"]', '"a"'), "'owns' is not a list of texts."),
    "same id twice": (changed('id = "links"', 'id = "index"'), "has two tasks with the id 'index'."),
    "needs unknown": (
        changed('needs = ["index"]', 'needs = ["home"]'),
        "'links' needs 'home', which does not stand before it.",
    ),
    "needs itself": (
        changed('needs = ["index"]', 'needs = ["links"]'),
        "'links' needs 'links', which does not stand before it.",
    ),
}


@pytest.mark.parametrize(("page", "sentence"), UNSOUND.values(), ids=UNSOUND.keys())
def test_an_unsound_page_is_our_fault_in_a_sentence(tmp_path, page, sentence):
    """An unsound exercise.toml is a CheckerFault that names the file and says what is wrong in it."""
    content = make_content(tmp_path, page)
    with pytest.raises(CheckerFault) as caught:
        load_exercise(content, "03-routing")
    assert str(tmp_path / "exercises/03-routing/exercise.toml") in str(caught.value)
    assert sentence in str(caught.value)


def test_a_missing_page_is_our_fault(tmp_path):
    """An exercise without its page cannot be read."""
    with pytest.raises(CheckerFault, match=r"exercise\.toml cannot be read"):
        load_exercise(Content(tmp_path), "03-routing")


def test_a_page_that_is_no_utf8_is_our_fault(tmp_path):
    """A page in another encoding cannot be read."""
    content = make_content(tmp_path)
    (content.exercises / "03-routing/exercise.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(CheckerFault, match="cannot be read"):
        load_exercise(content, "03-routing")


def test_exercises_are_folders_with_a_number_and_a_page(tmp_path):
    """An exercise is a folder named by two digits and words, with an exercise.toml; they come in order."""
    for slug in ("10-later", "02-setup", "notes", "3-three", "04-Upper"):
        content = make_content(tmp_path, PAGE, slug)
    (content.exercises / "05-no-page").mkdir()
    assert slugs(content) == ("02-setup", "10-later")


@pytest.mark.parametrize("slug", slugs(Content(ROOT)))
def test_the_exercises_of_this_project_are_sound(slug):
    """Each exercise of this project can be read, and each task has a hint."""
    exercise = load_exercise(Content(ROOT), slug)
    assert all(task.hints for tasks in exercise.tasks.values() for task in tasks)


# where the content lies


def test_the_content_lies_beside_the_package_in_a_checkout(tmp_path):
    """In a checkout, exercises/ and hidden/ stand beside the package."""
    make_content(tmp_path)
    assert find_content(tmp_path / "checker").root == tmp_path


def test_the_content_lies_in_share_of_an_environment(tmp_path):
    """Installed from a wheel, they are in share/kata of the environment."""
    share = tmp_path / "share/kata"
    share.mkdir(parents=True)
    make_content(share)
    assert find_content(tmp_path / "lib/python3.11/site-packages/checker").root == share


def test_exercises_without_hidden_tests_are_not_the_content(tmp_path):
    """A learner's own folder with exercises/ in it is not taken for the content."""
    (tmp_path / "work/exercises").mkdir(parents=True)
    make_content(tmp_path)
    assert find_content(tmp_path / "work/checker").root == tmp_path


def test_missing_content_is_our_fault(tmp_path):
    """Where the content is missing, the installation is incomplete, and the sentence says what to do."""
    with pytest.raises(CheckerFault, match=r"are missing \(looked above .*\)\. Install kata again\."):
        find_content(tmp_path / "checker")


# names that people type

SLUGS = ("02-setup", "03-routing", "11-last-one")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("03-routing", "03-routing"),
        ("03", "03-routing"),
        ("3", "03-routing"),
        ("routing", "03-routing"),
        (" Routing/ ", "03-routing"),
        ("11", "11-last-one"),
        ("last-one", "11-last-one"),
    ],
)
def test_an_exercise_has_four_names(typed, slug):
    """An exercise is found by its slug, its number with or without the zero, or its words."""
    assert find_slug(typed, SLUGS) == slug


def test_a_near_name_is_suggested():
    """A name that is nearly right gets the right one as a question."""
    with pytest.raises(UsageError) as caught:
        find_slug("ruoting", SLUGS)
    assert str(caught.value) == (
        "There is no exercise 'ruoting'. Did you mean '03-routing'? Type `kata list` to see them all."
    )


@pytest.mark.parametrize("typed", ["", "99", "xyzzy"])
def test_a_far_name_gets_no_suggestion(typed):
    """A name that is like no exercise is only said to be none."""
    with pytest.raises(UsageError) as caught:
        find_slug(typed, SLUGS)
    assert str(caught.value) == (f"There is no exercise {typed!r}. Type `kata list` to see them all.")


def test_a_task_is_looked_up_in_the_frameworks_that_are_asked(tmp_path):
    """A task id that these frameworks do not have is a usage error that lists those they have."""
    exercise = load_exercise(make_content(tmp_path, PAGE), "03-routing")
    check_task_id(exercise, [Framework.FLASK], "links")
    with pytest.raises(UsageError) as caught:
        check_task_id(exercise, [Framework.FLASK], "link")
    assert str(caught.value) == (
        "03-routing has no task 'link'. Did you mean 'links'? Its tasks are: index, links."
    )
    with pytest.raises(UsageError) as caught:
        check_task_id(exercise, [Framework.FLASK], "xyzzy")
    assert str(caught.value) == "03-routing has no task 'xyzzy'. Its tasks are: index, links."


# submissions with a known verdict


def submission(root, where, expected=None):
    folder = root / where
    folder.mkdir(parents=True)
    (folder / "app.py").write_text("")
    if expected is not None:
        (folder / "expected.toml").write_text(expected)
    return folder


def test_submissions_are_found_by_their_path(tmp_path):
    """A submission's path says its exercise, its framework, its verdict and its name."""
    submission(tmp_path, "03-routing/flask/right/factory")
    submission(
        tmp_path,
        "03-routing/fastapi/wrong/order",
        'task = "order"\ncause = "route-order"\nfile = "app.py"\nline = 9\nalso = ["links"]',
    )
    submission(tmp_path, "02-setup/flask/right/plain")
    (tmp_path / "README.md").write_text("")
    plain, wrong, right = load_submissions(tmp_path)
    assert [plain.label, wrong.label, right.label] == [
        "02-setup/flask/right/plain",
        "03-routing/fastapi/wrong/order",
        "03-routing/flask/right/factory",
    ]
    assert right.expected is None
    assert (wrong.expected.task, wrong.expected.cause) == ("order", "route-order")
    assert (wrong.expected.file, wrong.expected.line, wrong.expected.also) == ("app.py", 9, ("links",))
    assert [one.label for one in load_submissions(tmp_path, "02-setup")] == [plain.label]


@pytest.mark.parametrize("where", ["03-routing/django/right/a", "03-routing/flask/perhaps/a"])
def test_a_submission_in_no_known_place_is_our_fault(tmp_path, where):
    """A folder that names no framework or no verdict is refused, with the form that it should have."""
    submission(tmp_path, where)
    with pytest.raises(CheckerFault, match=r"does not lie in <exercise>/flask\|fastapi/right\|wrong/<name>"):
        list(load_submissions(tmp_path))


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        (None, "is missing: it says which task fails, and why."),
        ("task = ", "cannot be read:"),
        ('cause = "a"', "'task' is missing."),
        ('task = "a"', "'cause' is missing."),
        ('task = 3\ncause = "a"', "'task' is not a text."),
        ('task = "a"\ncause = ""', "'cause' is not a text."),
        ('task = "a"\ncause = "b"\nfile = 3', "'file' is not a text."),
        ('task = "a"\ncause = "b"\nline = "3"', "'line' is not a whole number from 1 up."),
        ('task = "a"\ncause = "b"\nline = 0', "'line' is not a whole number from 1 up."),
        ('task = "a"\ncause = "b"\nalso = "links"', "'also' is not a list of texts."),
        (
            'task = "a"\ncause = "b"\nlines = 3',
            "'lines' is not known. It may have task, cause, file, line, also, why.",
        ),
    ],
)
def test_an_unsound_expectation_is_our_fault(tmp_path, expected, sentence):
    """A wrong submission whose expected.toml is missing or unsound is refused with a sentence."""
    folder = submission(tmp_path, "03-routing/flask/wrong/a", expected)
    with pytest.raises(CheckerFault) as caught:
        list(load_submissions(tmp_path))
    assert str(folder / "expected.toml") in str(caught.value)
    assert sentence in str(caught.value)
