"""`kata` as a command: what it refuses, what it writes where, and what it never destroys."""

import errno
import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from samples import PASSED, report_of
from support import ROOT

import checker.cli.check_command
from checker.cli.main import LazyGroup, result_of
from checker.cli.output_file import OutputFile
from checker.cli.result import ExitCode
from checker.cli.screen import wants_colour
from checker.core.errors import CheckerFault, UsageError
from checker.reporters.as_json import render_json

JSON_REPORT = render_json([report_of(PASSED)])


@pytest.fixture
def checked(monkeypatch):
    """Have `kata check` judge without an app; the jobs that it was given."""
    jobs = []

    def check(job):
        jobs.append(job)
        return report_of(PASSED, framework=job.framework.value, seed=job.seed)

    monkeypatch.setattr(checker.cli.check_command, "check", check)
    return jobs


# usage errors


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chek"], "No such command 'chek'"),
        (["--nope"], "No such option '--nope'"),
        (["check"], "Missing argument 'EXERCISE'"),
        (["check", "rooting"], "There is no exercise 'rooting'. Did you mean '03-routing'?"),
        (["check", "3", "4"], "Got unexpected extra argument (4)"),
        (["check", "3", "--nope"], "No such option '--nope'"),
        (["check", "3", "--framework"], "Option '--framework' requires an argument"),
        (["check", "3", "-f", "django"], "'django' is not one of 'flask', 'fastapi'"),
        (["check", "3", "--path", "."], "--path is one app's folder: say with --framework which framework"),
        (["check", "3", "--task", "lnks"], "03-routing has no task 'lnks'. Did you mean 'links'?"),
        (["check", "3", "-f", "fastapi", "--task", "links"], "03-routing has no task 'links'."),
        (["check", "3", "--seed", "x"], "'x' is not a valid integer range"),
        (["check", "3", "--seed", "-1"], "-1 is not in the range"),
        (["check", "3", "--seed", "4294967296"], "4294967296 is not in the range"),
        (["check", "3", "--timeout", "0"], "0.0 is not in the range"),
        (["check", "3", "--timeout", "3601"], "3601.0 is not in the range"),
        (["check", "3", "--timeout", "nan"], "'nan' is not a number of seconds"),
        (["check", "3", "--timeout", "inf"], "inf is not in the range"),
        (["check", "3", "--timeout", "long"], "'long' is not a valid"),
        (["check", "3", "--format", "xml"], "'xml' is not one of 'terminal', 'json'"),
        (["list", "3"], "Got unexpected extra argument (3)"),
        (["init", "a", "b"], "Got unexpected extra argument (b)"),
        (["init", "/dev/null/a"], "cannot be written"),
    ],
)
def test_what_is_not_understood_is_exit_code_2(checked, words, sentence):
    """A command that cannot be done is a sentence on standard error, exit code 2, and nothing is checked."""
    result = result_of(words)
    assert result.code == ExitCode.USAGE == 2
    assert result.out == ""
    assert sentence in result.err
    assert result.err.startswith("Error: ")
    assert result.err.endswith("\n")
    assert checked == []


def test_a_usage_error_says_where_help_is():
    """Where an option is wrong, the error names the command that explains the options."""
    assert result_of(["check", "3", "--nope"]).err.endswith("For help: kata check --help\n")


def test_a_usage_error_cannot_act_on_the_terminal():
    """What was typed is shown with its control characters as escapes."""
    assert "\x1b" not in result_of(["check\x1b[2J"]).err


def test_no_command_shows_the_help():
    """`kata` alone shows how it is used, on standard error, with exit code 2."""
    result = result_of([])
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "Usage: kata" in result.err


def test_an_exercise_without_the_framework_is_a_usage_error(monkeypatch, tmp_path):
    """An exercise that is not asked in a framework says so."""
    from samples import make_content

    page = 'title = "A"\nsection = "B"\n[[flask.tasks]]\nid = "a"\ntitle = "A"\npoints = 1'
    content = make_content(tmp_path, page, "08-one")
    monkeypatch.setattr(checker.cli.check_command, "find_content", lambda: content)
    result = result_of(["check", "8", "-f", "fastapi"])
    assert (result.code, result.err) == (ExitCode.USAGE, "Error: 08-one is not asked in FastAPI.\n")


@pytest.mark.parametrize("name", LazyGroup.commands_by_name)
def test_the_list_of_commands_says_what_each_command_says(name, capsys):
    """Each command explains itself with --help, and click's list has it."""
    assert result_of([name, "--help"]).code == ExitCode.PASSED
    assert f"Usage: kata {name}" in capsys.readouterr().out
    result_of(["--help"])
    assert LazyGroup.commands_by_name[name] in capsys.readouterr().out


# our own faults


def test_a_fault_of_ours_is_exit_code_3(monkeypatch):
    """An unsound exercise is said to be kata's fault, not the learner's."""

    def check(_):
        raise CheckerFault("The page is unsound.")

    monkeypatch.setattr(checker.cli.check_command, "check", check)
    result = result_of(["check", "3", "-f", "flask"])
    assert result.code == ExitCode.OUR_FAULT == 3
    assert (result.out, result.err) == ("", "The fault is kata's, not yours. The page is unsound.\n")


def test_a_surprise_is_exit_code_3_with_its_trace_in_a_file(monkeypatch, tmp_path):
    """An exception of ours shows no traceback: it is in a file that the message names."""

    def check(_):
        raise ZeroDivisionError("half \ud800")

    monkeypatch.setattr(checker.cli.check_command, "check", check)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = result_of(["check", "3", "-f", "flask"])
    (page,) = tmp_path.iterdir()
    assert result.code == ExitCode.OUR_FAULT
    assert "The fault is kata's, not yours: ZeroDivisionError." in result.err
    assert str(page) in result.err
    assert "Traceback" not in result.err
    assert "ZeroDivisionError: half \\ud800" in page.read_text(encoding="utf-8")


def test_a_surprise_with_nowhere_to_write_shows_its_trace(monkeypatch, tmp_path):
    """Where no file can be made, the trace comes with the message."""

    def check(_):
        raise ZeroDivisionError

    monkeypatch.setattr(checker.cli.check_command, "check", check)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    result = result_of(["check", "3", "-f", "flask"])
    assert result.code == ExitCode.OUR_FAULT
    assert "Traceback" in result.err


def test_an_interrupt_is_exit_code_130(monkeypatch):
    """Ctrl-C ends the check with exit code 130, as shells have it, and without a traceback."""

    def check(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(checker.cli.check_command, "check", check)
    result = result_of(["check", "3", "-f", "flask"])
    assert result.code == ExitCode.INTERRUPTED == 130
    assert (result.out, result.err) == ("", "Stopped. Nothing of your app is left running.\n")


# what a check is asked for


def test_both_frameworks_are_checked_with_one_seed(checked):
    """Without --framework each framework is a job of its own, with the same seed."""
    assert result_of(["check", "3"]).code == ExitCode.PASSED
    assert [job.framework.value for job in checked] == ["flask", "fastapi"]
    assert checked[0].seed == checked[1].seed


def test_a_task_of_one_framework_checks_that_one(checked):
    """--task alone checks the frameworks that have such a task."""
    result_of(["check", "3", "--task", "links"])
    assert [(job.framework.value, job.task_id) for job in checked] == [("flask", "links")]


def test_the_seed_is_drawn_anew_or_taken_as_given(checked):
    """Two checks draw two seeds; --seed is taken as it is."""
    for words in ([], [], ["--seed", "5"], ["--seed", "0"]):
        result_of(["check", "3", "-f", "flask", *words])
    seeds = [job.seed for job in checked]
    assert seeds[0] != seeds[1]
    assert seeds[2:] == [5, 0]


def test_path_and_timeout_reach_the_check(checked, tmp_path):
    """--path is the folder and --timeout the whole time of the check."""
    result_of(["check", "3", "-f", "flask", "--path", str(tmp_path), "--timeout", "2.5"])
    assert (checked[0].folder, checked[0].limits.whole) == (tmp_path, 2.5)


# --output


def write(path, text=JSON_REPORT):
    return OutputFile(Path(path)).write(text)


def test_a_report_goes_to_the_file_and_a_line_about_it_to_standard_error(checked, tmp_path):
    """With --output nothing is on standard output: the report is in the file, and a line says so."""
    page = tmp_path / "report.json"
    result = result_of(["check", "3", "-f", "flask", "--format", "json", "--output", str(page)])
    assert (result.code, result.out, result.err) == (0, "", f"The report is in {page}.\n")
    assert json.loads(page.read_text())["reports"][0]["exercise"] == "03-routing"


def test_a_text_report_in_a_file_has_no_colour(checked, tmp_path, monkeypatch):
    """A report to read is written without colour, even where standard output is a terminal."""
    monkeypatch.setattr("checker.cli.screen.wants_colour", lambda _: True)
    page = tmp_path / "report.txt"
    result_of(["check", "3", "-f", "flask", "--output", str(page)])
    assert "\x1b" not in page.read_text()
    assert "1 of 1 tasks pass" in page.read_text()


@pytest.mark.parametrize(
    "before",
    [b"my notes\n", b"\0\xff", b'{"format_version": 1}', b'{\n  "format_version": 1,\n  "x": 1\n}\n'],
)
def test_what_was_in_the_file_is_kept_beside_it(tmp_path, before):
    """A file that is no report of kata's is copied to a new name first, and the line says which."""
    page = tmp_path / "notes.txt"
    page.write_bytes(before)
    said = write(page)
    assert said == f"The report is in {page}. What was in it before is in {page}.backup-1.\n"
    assert (tmp_path / "notes.txt.backup-1").read_bytes() == before
    assert page.read_text() == JSON_REPORT


def test_a_backup_never_takes_the_place_of_another(tmp_path):
    """Each backup gets a number that is free, whatever has the earlier ones."""
    page = tmp_path / "a"
    (tmp_path / "a.backup-1").write_text("one")
    (tmp_path / "a.backup-2").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a.backup-3").mkdir()
    page.write_text("mine")
    write(page)
    assert (tmp_path / "a.backup-4").read_text() == "mine"
    assert (tmp_path / "a.backup-1").read_text() == "one"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("text", [JSON_REPORT, "03-routing in Flask\n"])
def test_a_report_of_an_earlier_run_is_replaced(tmp_path, text):
    """A report that kata wrote, and an empty file, make way without a backup."""
    page = tmp_path / "report"
    page.write_text("")
    for _ in range(3):
        assert write(page, text) == f"The report is in {page}.\n"
    assert [one.name for one in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("text", [JSON_REPORT, "03-routing in Flask\n"])
def test_notes_below_a_report_are_kept(tmp_path, text):
    """A report that somebody has written below is not only a report any more."""
    page = tmp_path / "report"
    write(page, text)
    with page.open("a") as opened:
        opened.write("Ask about line 9!\n")
    noted = page.read_text()
    write(page, text)
    assert (tmp_path / "report.backup-1").read_text() == noted


def test_a_link_stays_a_link(tmp_path):
    """The report goes to where a link leads; what was there is kept, and the link is as it was."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there/real").write_text("mine")
    (tmp_path / "link").symlink_to("there/real")
    write(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there/real").read_text() == JSON_REPORT
    assert (tmp_path / "there/real.backup-1").read_text() == "mine"


def test_a_new_file_has_ordinary_rights_and_an_old_one_its_own(tmp_path):
    """A new report has the rights that any new file gets; one that is replaced keeps those it had."""
    (tmp_path / "plain").write_text("")
    write(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "plain").chmod(0o640)
    write(tmp_path / "plain")
    assert stat.S_IMODE((tmp_path / "plain").stat().st_mode) == 0o640


def usage_error(path):
    with pytest.raises(UsageError) as caught:
        OutputFile(Path(path))
    return str(caught.value)


def test_a_missing_folder_is_said_before_the_check(checked, tmp_path):
    """Where the folder is missing, nothing is checked first."""
    result = result_of(["check", "3", "-f", "flask", "--output", str(tmp_path / "no/report")])
    assert (result.code, checked) == (ExitCode.USAGE, [])
    assert f"there is no folder {tmp_path / 'no'}." in result.err


def test_a_folder_is_no_file(tmp_path):
    """A folder cannot be written to as a file."""
    assert usage_error(tmp_path) == f"--output {tmp_path} is a folder. Give it the name of a file."


def test_a_file_below_a_file_is_refused(tmp_path):
    """A file is not a folder either."""
    (tmp_path / "a").write_text("mine")
    assert "there is no folder" in usage_error(tmp_path / "a/report")
    assert (tmp_path / "a").read_text() == "mine"


def test_a_name_that_is_too_long_is_a_usage_error(tmp_path):
    """A name that no file can have is said to be one."""
    assert "File name too long" in usage_error(tmp_path / ("x" * 300))


def test_a_name_of_full_length_can_be_written(tmp_path):
    """A name as long as a file may have is no trouble."""
    page = tmp_path / ("x" * 255)
    write(page)
    assert page.read_text() == JSON_REPORT


def test_a_circle_of_links_is_a_usage_error(tmp_path):
    """A link that leads to itself leads nowhere."""
    (tmp_path / "loop").symlink_to("loop")
    assert "cannot be written" in usage_error(tmp_path / "loop")


def test_a_device_and_a_pipe_are_left_alone(tmp_path):
    """A device is not replaced by a file, and a pipe does not hold the command up."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to(os.devnull)
    for name in ("pipe", "null"):
        assert "is no ordinary file" in usage_error(tmp_path / name)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_folder_that_takes_no_files_is_said_before_the_check(checked):
    """Where no file can be made in the folder, nothing is checked first."""
    result = result_of(["check", "3", "-f", "flask", "--output", "/proc/report"])
    assert (result.code, checked) == (ExitCode.USAGE, [])
    assert "--output /proc/report cannot be written" in result.err


def test_a_disk_that_is_full_costs_nothing(tmp_path, monkeypatch):
    """Where the report cannot be written, the file is as it was, and no draft is left."""
    page = tmp_path / "report"
    page.write_text("mine")
    target = OutputFile(page)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match=r"cannot be written: No space left on device\."):
        target.write(JSON_REPORT)
    assert page.read_text() == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report", "report.backup-1"]


def test_a_file_that_may_not_be_read_is_said_before_the_check(tmp_path, monkeypatch):
    """What cannot be read cannot be kept: the file is refused."""
    page = tmp_path / "report"
    page.write_text("mine")
    real = Path.open

    def refuse(path, *rest, **options):
        if path.name == "report":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *rest, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert usage_error(page) == f"--output {page} cannot be written: Permission denied."


# list and init


def test_list_shows_every_exercise_task_and_point():
    """`kata list` names every exercise, framework and task with its points."""
    result = result_of(["list"])
    assert result.code == ExitCode.PASSED
    for page in (ROOT / "exercises").glob("*/exercise.toml"):
        assert f"{page.parent.name}  " in result.out
    assert "  Flask: 6 tasks, 60 points\n" in result.out
    assert "    links         10  Links made from names\n" in result.out


def test_init_writes_stubs_and_keeps_what_is_there(tmp_path):
    """`kata init` writes the stubs; a second time it writes nothing and changes nothing."""
    result = result_of(["init", str(tmp_path)])
    app = tmp_path / "exercises/03-routing/flask/app.py"
    assert result.code == ExitCode.PASSED
    assert app.read_bytes() == (ROOT / "exercises/03-routing/flask/app.py").read_bytes()
    assert not list(tmp_path.rglob("exercise.toml"))
    app.write_text("my work")
    again = result_of(["init", str(tmp_path)])
    assert app.read_text() == "my work"
    assert again.code == ExitCode.PASSED
    assert again.out.startswith("0 files written to ")
    assert "were there already and are as they were." in again.out


def test_init_says_where_to_go_on(tmp_path, monkeypatch):
    """`kata init` names the next command, and the folder to type it in unless that is this one."""
    monkeypatch.chdir(tmp_path)
    assert "Go to sub. Begin with" in result_of(["init", "sub"]).out
    assert "Go to" not in result_of(["init"]).out


# the terminal and the streams


class Terminal:
    """A stream that is one."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("set_to", "colour"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_whose_owner_wants_it(monkeypatch, set_to, colour):
    """A terminal gets colour unless NO_COLOR is set and not empty, or it is a dumb one."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in set_to.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(Terminal()) is colour


def test_no_stream_and_no_terminal_get_no_colour(tmp_path):
    """A file, a pipe and a closed stream get plain text."""
    with (tmp_path / "a").open("w") as page:
        assert not wants_colour(page)
    assert not wants_colour(None)


def command(*words):
    return [sys.executable, "-m", "checker", *words]


def surroundings(**more):
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "TERM": "xterm", **more}


def on_a_terminal(*words, **more):
    """What a command writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command(*words), stdout=theirs, stderr=theirs, env=surroundings(**more)) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                data = os.read(ours, 65_536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            shown += data
        os.close(ours)
        assert running.wait(60) == 0
    return shown.decode()


def test_a_terminal_gets_colour_and_no_color_takes_it_away():
    """On a real terminal there is colour; with NO_COLOR the same words come without."""
    assert "\x1b[1m03-routing\x1b[0m" in on_a_terminal("list")
    assert "\x1b" not in on_a_terminal("list", NO_COLOR="1")


def test_a_reader_that_has_gone_is_no_error():
    """`kata list | head -0` says nothing and keeps the exit code of the command."""
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command("list"), stdout=theirs, stderr=subprocess.PIPE, env=surroundings(), timeout=60, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nobody_to_tell_the_error_to_keeps_the_exit_code():
    """A usage error whose reader has gone is still exit code 2."""
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command("chek"), stdout=subprocess.PIPE, stderr=theirs, env=surroundings(), timeout=60, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_not_not_there_yet():
    """Where the report cannot be written out, the exit code is 2 and not 1, which speaks of the app."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("list"), stdout=full, stderr=subprocess.PIPE, env=surroundings(), timeout=60, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"Error: standard output cannot be written: No space left on device.\n"


def test_a_closed_standard_output_is_no_error():
    """With standard output closed (`>&-`), a command does its work all the same."""
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&-', "sh", *command("list")],
        stderr=subprocess.PIPE, env=surroundings(), timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "more", [{"LANG": "C"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}]
)
def test_a_terminal_without_unicode_gets_escapes(tmp_path, more):
    """Where standard output takes ASCII alone, other letters become escapes and nothing breaks."""
    (tmp_path / "Müller").mkdir()
    (tmp_path / "Müller/app.py").write_text("print('Grüße')\n", encoding="utf-8")
    environment = {
        name: value for name, value in surroundings().items() if not name.startswith(("LC_", "LANG"))
    }
    done = subprocess.run(
        command("check", "3", "-f", "flask", "--path", "Müller"),
        cwd=tmp_path, capture_output=True, env={**environment, **more}, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert b"03-routing in Flask" in done.stdout
    assert ("Grüße".encode() in done.stdout) or (b"Gr\\xfc\\xdfe" in done.stdout)
    assert done.stderr == b""
