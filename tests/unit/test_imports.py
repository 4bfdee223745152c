"""Imports point one way, and each outside package has its room."""

import ast
import sys
from pathlib import Path

import pytest
from support import ROOT

CHECKER = ROOT / "checker"
FILES = sorted(CHECKER.rglob("*.py"))
MODULES = [pytest.param(path, id=path.relative_to(CHECKER).as_posix()) for path in FILES]
SCRIPTS = {"serving/host.py", "serving/supervisor.py"}

MAY_IMPORT = {
    "": {"cli"},  # __main__.py
    "cli": {
        "grading",
        "workspace",
        "reporters",
        "coaching",
        "probing",
        "serving",
        "upstream",
        "catalog",
        "core",
    },
    "grading": {"workspace", "coaching", "probing", "serving", "upstream", "catalog", "core"},
    "workspace": {"catalog", "core"},
    "reporters": {"catalog", "core"},
    "coaching": {"core"},
    "probing": {"core"},
    "serving": {"core"},
    "upstream": {"core"},
    "catalog": {"core"},
    "core": set(),
}
"""For each room, the other rooms that it may import."""

MAY_BE_IMPORTED_IN = {
    "click": {"cli"},
    "rich": {"cli", "reporters"},
    "pytest": {"probing"},
    "httpx": {"probing"},
    "h11": {"probing"},
    "flask": {"serving"},
    "werkzeug": {"serving"},
    "fastapi": {"serving"},
    "fastapi_cli": {"serving"},
    "uvicorn": {"serving"},
    "gunicorn": {"serving"},
    "platformdirs": {"workspace"},
    "jinja2": {"coaching"},
}
"""For each package from outside, the rooms that may import it; any other package is imported nowhere."""


def room_of(path):
    inside = path.relative_to(CHECKER).parts
    return inside[0] if len(inside) > 1 else ""


def imports_of(source, package="checker"):
    """Every module that a source imports, wherever the import stands, by its full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{item.name}" for item in node.names)


def imported_by(path):
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    return set(imports_of(path.read_text(encoding="utf-8"), package))


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("import checker.grading.check", "checker.grading.check"),
        ("from checker import grading", "checker.grading"),
        ("from checker.grading import check", "checker.grading.check"),
        ("from ..grading.check import Job", "checker.grading.check"),
        ("from .. import grading", "checker.grading"),
        ("if TYPE_CHECKING:\n    from checker.grading.check import Job", "checker.grading.check"),
        ("def late():\n    import checker.grading.check as c", "checker.grading.check"),
        ("try:\n    import click\nexcept ImportError:\n    pass", "click"),
    ],
)
def test_no_form_of_an_import_is_overlooked(source, module):
    """An import is seen in every form: relative, inside a function, for types only, inside a try."""
    assert module in set(imports_of(source, "checker.core"))


def test_every_room_has_its_rule():
    """Each folder of the checker has its line in the table of who may import whom."""
    assert {room_of(path) for path in FILES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES)
def test_imports_point_one_way(path):
    """cli -> grading, workspace, reporters -> coaching, probing, serving, catalog -> core; never back or across."""
    room = room_of(path)
    rooms = {name.split(".")[1] for name in imported_by(path) if name.startswith("checker.")}
    assert rooms - MAY_IMPORT[room] - {room} == set()


@pytest.mark.parametrize("path", MODULES)
def test_each_outside_package_has_its_room(path):
    """Only cli imports click, only probing pytest and httpx, only serving the frameworks and their servers."""
    outside = {name.partition(".")[0] for name in imported_by(path)} - sys.stdlib_module_names - {"checker"}
    assert {name for name in outside if room_of(path) not in MAY_BE_IMPORTED_IN.get(name, ())} == set()


@pytest.mark.parametrize("path", [one for one in MODULES if one.id.startswith("core/")])
def test_core_stands_on_the_standard_library_alone(path):
    """core imports the standard library and core, nothing else."""
    names = {name for name in imported_by(path) if not name.startswith("checker.core")}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_what_runs_beside_the_app_imports_nothing_of_the_checker(name):
    """host.py and supervisor.py run in processes of their own: they import nothing of the checker's."""
    assert not {module for module in imported_by(CHECKER / name) if module.partition(".")[0] == "checker"}


def test_the_supervisor_stands_on_the_standard_library_alone():
    """supervisor.py is started without site-packages."""
    names = {name.partition(".")[0] for name in imported_by(CHECKER / "serving/supervisor.py")}
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize("path", MODULES)
def test_nothing_imports_the_scripts(path):
    """host.py and supervisor.py are started by their path and imported by nobody."""
    assert not imported_by(path) & {"checker.serving.host", "checker.serving.supervisor"}


def test_no_import_is_made_from_a_text_but_two():
    """Only the list of commands, and the host for the learner's own files, import by a name made at run time."""
    makers = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            name = getattr(called, "id", None) or getattr(called, "attr", None)
            if name in {"import_module", "__import__", "exec_module", "run_module", "run_path"}:
                makers.add(path.relative_to(CHECKER).as_posix())
    assert makers == {"cli/main.py", "serving/host.py"}


@pytest.mark.parametrize("path", MODULES)
def test_every_module_says_what_it_is_for(path):
    """Each module begins with a docstring."""
    assert (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()


def test_the_command_line_starts_without_the_frameworks():
    """`kata list` imports neither pytest, httpx, Flask nor FastAPI: they are slow, and it does not need them."""
    import subprocess

    code = (
        "import sys; from checker.cli.main import result_of; assert result_of(['list']).code == 0;"
        "print([name for name in ('pytest', 'httpx', 'flask', 'fastapi', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_walk_finds_the_checker():
    """The files that these tests look at are the checker's own."""
    assert Path(CHECKER / "cli/main.py") in FILES
    assert len(FILES) > 40
