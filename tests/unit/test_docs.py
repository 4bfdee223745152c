"""The pages say what is so: links lead somewhere, and no option, exit code or file is left out."""

import importlib
import json
import re
import tomllib

import pytest
from support import ROOT

from checker.cli.main import LazyGroup
from checker.cli.result import ExitCode
from checker.core.findings import Rule

PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
CHECKER = ROOT / "checker"


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def anchors_of(page):
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    """Each link to another page of the project leads to a file that exists, and to a heading that it has."""
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target), link


def test_the_readme_leads_to_every_page():
    """From the README each page of docs/ is at most two links away."""

    def linked(page):
        links = re.findall(r"\]\((?!https://)([^)#]+)", page.read_text(encoding="utf-8"))
        return {(page.parent / link).resolve() for link in links}

    first = linked(ROOT / "README.md")
    second = {target for page in first if page.suffix == ".md" for target in linked(page)}
    assert set(PAGES) - first - second <= {ROOT / "README.md"}


@pytest.mark.parametrize("name", LazyGroup.commands_by_name)
def test_every_option_is_in_the_reference(name):
    """commands.md has a section for each command, with every option that the command takes."""
    command = importlib.import_module(f"checker.cli.{name}_command").command
    reference = text_of("docs/reference/commands.md")
    assert f"## kata {name}" in reference
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("-"):
                assert f"`{option}" in reference


def test_every_exit_code_is_in_the_reference():
    """exit-codes.md lists each exit code once, and no other."""
    listed = re.findall(r"^\| (\d+) \|", text_of("docs/reference/exit-codes.md"), re.MULTILINE)
    assert [int(code) for code in listed] == [int(code) for code in ExitCode]


@pytest.mark.parametrize("name", ["report", "validation"])
def test_every_key_of_the_json_is_in_the_reference(name):
    """report.md and validation.md explain each key that their schema requires."""
    schema = json.loads(text_of(f"docs/reference/{name}.schema.json"))
    reference = text_of(f"docs/reference/{name}.md")
    for part in (schema, *schema["$defs"].values()):
        for key in part.get("required", ()):
            assert f"`{key}`" in reference


def test_every_rule_for_exercises_is_in_the_reference():
    """validation.md lists each rule that kata validate knows, and no other."""
    rules = text_of("docs/reference/validation.md").partition("## The findings as JSON")[0]
    listed = re.findall(r"^\| `([a-z-]+)` \|", rules, re.MULTILINE)
    assert listed == [rule.value for rule in Rule]


def test_every_file_is_in_the_architecture():
    """architecture.md says what each file of the checker is for, and names none that is not there."""
    named = set(re.findall(r"^\| `([\w/]+\.py)` \| \S", text_of("docs/architecture.md"), re.MULTILINE))
    files = {
        path.relative_to(CHECKER).as_posix() for path in CHECKER.rglob("*.py") if path.name != "__init__.py"
    }
    assert named == files


def test_the_pre_commit_hooks_download_nothing():
    """Each hook is a tool of the environment."""
    hooks = text_of(".pre-commit-config.yaml")
    assert re.findall(r"repo: (.+)", hooks) == ["local"]
    assert hooks.count("- id:") == hooks.count("language: system") == 3


def test_the_commands_of_the_readme_use_the_constraints():
    """Both commands install the versions that were tested, and from nowhere but this folder."""
    commands = re.findall(r"<!-- command: (\w+) -->\n```sh\n(.+)\n```", text_of("README.md"))
    assert [name for name, _ in commands] == ["run", "test"]
    for _, line in commands:
        assert "pip install -q -c constraints.txt -e " in line
    extras = tomllib.loads(text_of("pyproject.toml"))["project"]["optional-dependencies"]
    assert "test" in extras


def test_the_oldest_libraries_that_ci_tries_are_the_lowest_that_are_allowed():
    """constraints-oldest.txt pins each package at the lower bound that pyproject.toml gives it."""
    bounds = tomllib.loads(text_of("pyproject.toml"))["project"]["dependencies"]
    lowest = dict(re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", bound).groups() for bound in bounds)
    pinned = dict(line.split("==") for line in text_of("constraints-oldest.txt").split())
    parts = {name: [int(part) for part in version.split(".")] for name, version in pinned.items()}
    for name, version in lowest.items():
        wanted = [int(part) for part in version.split(".")]
        assert parts[name] == wanted + [0] * (len(parts[name]) - len(wanted)), name


def test_no_page_names_a_path_of_the_machine_that_it_was_written_on():
    """A transcript in a page shows only paths that every reader has."""
    for page in PAGES:
        assert not re.search(
            r"(?<![\w~.])/(?:work|home|Users|root|tmp)/", page.read_text(encoding="utf-8")
        ), page
