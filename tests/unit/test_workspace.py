"""The learner's files: found, read within bounds, never run, never overwritten."""

import os
import time

import pytest
from support import ROOT

from checker.core.exercises import Exercise, Framework, Task
from checker.workspace import sources as reading
from checker.workspace.folders import find_folder
from checker.workspace.sources import MOST_BYTES, MOST_DEPTH, MOST_FILES, take_snapshot
from checker.workspace.starting import copy_stubs

EXERCISE = Exercise(
    "03-routing", "Routing", "", {Framework.FLASK: (Task("index", "Index", 10, ()),)}, ROOT, ROOT, ROOT
)


# folders


def test_the_folder_is_found_from_inside_and_from_above(tmp_path):
    """exercises/<slug>/<framework> is found from the folder that holds it, and from anywhere below."""
    folder = tmp_path / "exercises/03-routing/flask"
    folder.mkdir(parents=True)
    for start in (tmp_path, folder, folder.parent):
        assert find_folder(EXERCISE, Framework.FLASK, start) == folder


def test_the_nearest_folder_counts(tmp_path):
    """Of two such folders, the nearer one is the learner's."""
    inside = "exercises/03-routing/flask"
    for base in (tmp_path, tmp_path / "mine"):
        (base / inside).mkdir(parents=True)
    assert find_folder(EXERCISE, Framework.FLASK, tmp_path / "mine") == tmp_path / "mine" / inside


def test_a_folder_that_is_not_there_gets_the_path_that_it_would_have(tmp_path):
    """Where there is no such folder, its path would be below the folder where kata runs."""
    assert find_folder(EXERCISE, Framework.FASTAPI, tmp_path) == tmp_path / "exercises/03-routing/fastapi"


def test_a_file_is_no_folder(tmp_path):
    """A file of that name further down does not hide the folder further up."""
    (tmp_path / "exercises/03-routing/flask").mkdir(parents=True)
    (tmp_path / "sub/exercises/03-routing").mkdir(parents=True)
    (tmp_path / "sub/exercises/03-routing/flask").write_text("")
    found = find_folder(EXERCISE, Framework.FLASK, tmp_path / "sub")
    assert found == tmp_path / "exercises/03-routing/flask"


# sources


def names(folder):
    return [source.path for source in take_snapshot(folder).sources]


def test_python_files_are_read_and_others_are_named(tmp_path):
    """A snapshot has the bytes of each Python file, and the names of the others."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.html").write_text("<p>")
    (tmp_path / "app.py").write_bytes(b"x = '\xff'\r\n")
    snapshot = take_snapshot(tmp_path)
    assert [(source.path, source.data) for source in snapshot.sources] == [("app.py", b"x = '\xff'\r\n")]
    assert snapshot.other_files == ("templates/a.html",)


def test_a_pipe_does_not_hold_the_check_up(tmp_path):
    """A FIFO with the name of a Python file is passed over at once."""
    os.mkfifo(tmp_path / "app.py")
    (tmp_path / "b.py").write_text("")
    began = time.monotonic()
    assert names(tmp_path) == ["b.py"]
    assert time.monotonic() - began < 5


def test_a_circle_of_links_hides_nothing(tmp_path):
    """Links that lead round in a circle are not followed, and the files beside them are read."""
    (tmp_path / "app.py").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "here").symlink_to(tmp_path)
    assert names(tmp_path) == ["app.py"]


def test_a_link_to_nothing_is_passed_over(tmp_path):
    """A link to a file that is gone is no source."""
    (tmp_path / "app.py").symlink_to(tmp_path / "gone.py")
    assert names(tmp_path) == []


def test_a_huge_file_is_read_to_a_bound(tmp_path):
    """Of a huge file only the first MOST_BYTES bytes are read."""
    with (tmp_path / "app.py").open("wb") as page:
        page.truncate(10**9)
    (source,) = take_snapshot(tmp_path).sources
    assert len(source.data) == MOST_BYTES


@pytest.mark.parametrize(
    "where", ["my env", "__pycache__", "node_modules", "site-packages", ".hidden", ".venv/lib"]
)
def test_what_is_not_the_learners_is_left_out(tmp_path, where):
    """A virtual environment of any name, hidden folders and folders of packages are left out."""
    folder = tmp_path / where
    folder.mkdir(parents=True)
    (folder / "other.py").write_text("")
    (folder / "pyvenv.cfg").write_text("")
    (tmp_path / "app.py").write_text("")
    assert names(tmp_path) == ["app.py"]


def test_files_come_before_folders(tmp_path):
    """A folder's own files come first, so that a crowd in a folder never hides them."""
    crowd = tmp_path / "aaa"
    crowd.mkdir()
    for number in range(MOST_FILES + 20):
        (crowd / f"{number}.txt").write_text("")
    (tmp_path / "zzz.py").write_text("")
    snapshot = take_snapshot(tmp_path)
    assert [source.path for source in snapshot.sources] == ["zzz.py"]
    assert len(snapshot.sources) + len(snapshot.other_files) == MOST_FILES


def test_deep_folders_are_not_entered(tmp_path):
    """Files are looked for MOST_DEPTH folders deep."""
    folder = tmp_path
    for _ in range(MOST_DEPTH + 1):
        (folder / "a.py").write_text("")
        folder = folder / "d"
        folder.mkdir()
    assert len(names(tmp_path)) == MOST_DEPTH


def test_a_folder_that_is_gone_is_empty(tmp_path):
    """A folder that cannot be listed has nothing in it."""
    assert take_snapshot(tmp_path / "gone") == reading.Snapshot((), ())


# starting


def stubs(tmp_path):
    exercises = tmp_path / "from/exercises"
    for name in ("02-setup/README.md", "02-setup/flask/app.py", "02-setup/exercise.toml"):
        path = exercises / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the stub's {name}")
    cache = exercises / "02-setup/flask/__pycache__"
    cache.mkdir()
    (cache / "app.pyc").write_text("")
    return exercises


def test_stubs_are_copied_without_the_checkers_own_page(tmp_path):
    """A learner gets the stubs and the READMEs; neither exercise.toml nor a cache."""
    target = tmp_path / "mine"
    copied = copy_stubs(stubs(tmp_path), target)
    there = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    assert there == ["exercises/02-setup/README.md", "exercises/02-setup/flask/app.py"]
    assert [path.relative_to(target).as_posix() for path in copied.written] == there
    assert copied.kept == ()


def test_a_file_that_is_there_stays(tmp_path):
    """A file that exists is left as it is, and the rest is copied."""
    mine = tmp_path / "mine/exercises/02-setup/flask/app.py"
    mine.parent.mkdir(parents=True)
    mine.write_text("my work")
    copied = copy_stubs(stubs(tmp_path), tmp_path / "mine")
    assert mine.read_text() == "my work"
    assert copied.kept == (mine,)
    assert [path.name for path in copied.written] == ["README.md"]


def test_a_link_to_nothing_is_not_written_through(tmp_path):
    """A link that is there stays a link, though it leads to nothing."""
    mine = tmp_path / "mine/exercises/02-setup/flask/app.py"
    mine.parent.mkdir(parents=True)
    mine.symlink_to(tmp_path / "elsewhere.py")
    copied = copy_stubs(stubs(tmp_path), tmp_path / "mine")
    assert copied.kept == (mine,)
    assert not (tmp_path / "elsewhere.py").exists()


def test_copying_onto_itself_writes_nothing(tmp_path):
    """In the folder that the stubs come from, everything is there already."""
    copied = copy_stubs(stubs(tmp_path), tmp_path / "from")
    assert copied.written == ()
    assert len(copied.kept) == 2


def test_a_cache_above_the_stubs_does_not_matter(tmp_path):
    """The stubs may lie anywhere, even below a folder that has the name of a cache."""
    base = tmp_path / "__pycache__"
    base.mkdir()
    assert len(copy_stubs(stubs(base), tmp_path / "mine").written) == 2
