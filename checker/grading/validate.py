"""Judge the exercises themselves: what was found about one becomes findings. Nothing is read or run here."""

from __future__ import annotations

import enum
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checker.catalog.layout import PAGE, README, Stray
from checker.catalog.submissions import EXPECTED, Expected, Submission
from checker.core.exercises import Exercise, Framework, Task
from checker.core.findings import Finding, Rule
from checker.core.reports import Outcome, Report, TaskReport
from checker.probing.claims import Claim


class Role(enum.Enum):
    """What an app is for, and so what its report has to say."""

    STUB = "stub"
    SOLUTION = "solution"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Trial:
    """One app that is judged, and what has to come of it."""

    exercise: Exercise
    framework: Framework
    role: Role
    folder: Path
    seed: int
    expected: Expected | None = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that it is judged by."""
        return self.exercise.tasks[self.framework]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What lies in the folders of one exercise."""

    exercise: Exercise
    readme: str | None
    """Its text; None where there is none."""
    strays: tuple[Stray, ...] = ()
    claims: tuple[Claim, ...] = ()
    unreadable: Mapping[Path, str] = field(default_factory=dict)
    """Hidden test files that cannot be read, and why."""
    submissions: tuple[Submission, ...] = ()
    unsound: Mapping[Path, str] = field(default_factory=dict)
    """Folders of submissions that cannot be read, and why."""
    missing: tuple[Path, ...] = ()
    """Folders and files that have to be there."""
    unanswered: tuple[str, ...] = ()
    """What tasks name of the solution, and it is not there: a sentence each."""


# What lies there


def judge_files(seen: Surveyed) -> Iterator[Finding]:
    """Findings for which no app has to run."""
    slug, page = seen.exercise.slug, seen.exercise.folder / PAGE
    for path in seen.missing:
        yield Finding(Rule.MISSING, slug, path, "It is missing.")
    for stray in seen.strays:
        yield Finding(Rule.STRAY_FILE, slug, stray.path, stray.sentence)
    for path, why in {**seen.unreadable, **seen.unsound}.items():
        yield Finding(Rule.UNREADABLE, slug, path, why)
    for framework, tasks in seen.exercise.tasks.items():
        for task in tasks:
            for rule, sentence in _judge_ladder(task, framework):
                yield Finding(rule, slug, page, sentence)
    yield from (Finding(Rule.NO_LADDER, slug, page, sentence) for sentence in seen.unanswered)
    yield from _judge_readme(seen)
    yield from _judge_claims(seen)
    yield from _judge_corpus(seen)


def _judge_ladder(task: Task, framework: Framework) -> Iterator[tuple[Rule, str]]:
    if not task.hints:
        yield Rule.NO_HINT, f"{_named(task.id, framework)} has no hint."
    for key in ("example", "answer", "worth_knowing"):
        if not getattr(task, key):
            yield Rule.NO_LADDER, f"{_named(task.id, framework)} has no {key!r}."


def _judge_readme(seen: Surveyed) -> Iterator[Finding]:
    if seen.readme is None:
        return
    for task_id, framework in _ids(seen.exercise).items():
        if f"`{task_id}`" not in seen.readme:
            sentence = f"It does not name {_named(task_id, framework)}: write its id between backticks."
            yield Finding(Rule.NOT_IN_README, seen.exercise.slug, seen.exercise.folder / README, sentence)


def _judge_claims(seen: Surveyed) -> Iterator[Finding]:
    for claim in seen.claims:
        yield from _judge_claim(claim, seen.exercise)
    for framework in seen.exercise.frameworks:
        if tests_missing(seen, framework):
            continue
        claimed = {
            claim.task for claim in seen.claims if framework in _frameworks_of(claim.file, seen.exercise)
        }
        for task in seen.exercise.tasks[framework]:
            if task.id not in claimed:
                sentence = f"No hidden test claims {_named(task.id, framework)}."
                yield Finding(Rule.UNCLAIMED_TASK, seen.exercise.slug, seen.exercise.folder / PAGE, sentence)


def _judge_claim(claim: Claim, exercise: Exercise) -> Iterator[Finding]:
    known = {task.id for one in _frameworks_of(claim.file, exercise) for task in exercise.tasks[one]}
    if not claim.task:
        sentence = f'{claim.test} claims no task: it needs @pytest.mark.task("...").'
        yield Finding(Rule.NO_CLAIM, exercise.slug, claim.file, sentence, claim.line)
    elif claim.task not in known:
        sentence = f"{claim.test} claims the task '{claim.task}', and {PAGE} has no such task."
        yield Finding(Rule.UNKNOWN_TASK, exercise.slug, claim.file, sentence, claim.line)
    if not claim.requirement:
        sentence = f"{claim.test} has no docstring: that is the sentence which the learner reads."
        yield Finding(Rule.NO_REQUIREMENT, exercise.slug, claim.file, sentence, claim.line)


def tests_missing(seen: Surveyed, framework: Framework) -> bool:
    """Whether hidden tests for the framework cannot be read, which is a finding already."""
    unread = [*seen.unreadable, *(path for path in seen.missing if path.suffix == ".py")]
    return any(framework in _frameworks_of(path, seen.exercise) for path in unread)


def _judge_corpus(seen: Surveyed) -> Iterator[Finding]:
    """Each task is failed by a wrong app: a check that nothing fails is no check."""
    slug, page = seen.exercise.slug, seen.exercise.folder / PAGE
    wrong = [one for one in seen.submissions if one.expected is not None]
    for framework in seen.exercise.frameworks:
        if any(framework.value in path.parts for path in seen.unsound):
            continue
        failed = {one.expected.task for one in wrong if one.framework is framework and one.expected}
        for task in seen.exercise.tasks[framework]:
            if task.id not in failed:
                sentence = f"No wrong submission fails {_named(task.id, framework)}."
                yield Finding(Rule.NEVER_FAILED, slug, page, sentence)
    for one in wrong:
        known = {task.id for task in seen.exercise.tasks[one.framework]}
        for task_id in _named_tasks(one):
            if task_id not in known:
                sentence = (
                    f"It names the task '{task_id}', and {PAGE} has no such task in {one.framework.title}."
                )
                yield Finding(Rule.UNKNOWN_TASK, slug, one.folder / EXPECTED, sentence)


def names_only_known_tasks(submission: Submission, exercise: Exercise) -> bool:
    """Whether what is expected of a submission can be judged."""
    known = {task.id for task in exercise.tasks[submission.framework]}
    return set(_named_tasks(submission)) <= known


def _named_tasks(submission: Submission) -> tuple[str, ...]:
    expected = submission.expected
    return (expected.task, *expected.also) if expected else ()


def _ids(exercise: Exercise) -> dict[str, Framework | None]:
    """Every task id, with the framework if only one has it."""
    found: dict[str, Framework | None] = {}
    for framework in exercise.frameworks:
        for task in exercise.tasks[framework]:
            found[task.id] = None if task.id in found else framework
    return found


def _frameworks_of(file: Path, exercise: Exercise) -> tuple[Framework, ...]:
    name = file.stem.removeprefix("test_")
    return tuple(one for one in exercise.frameworks if name in {one.value, "both"})


def _named(task_id: str, framework: Framework | None) -> str:
    return f"the task '{task_id}'" if framework is None else f"the {framework.title} task '{task_id}'"


# What came of the apps


def judge_app(trial: Trial, report: Report, explained: Container[str]) -> Iterator[Finding]:
    """Findings about one app, from the report on it; `explained` are the causes that have a page."""
    match trial.role:
        case Role.STUB:
            yield from _judge_stub(trial, report)
        case Role.SOLUTION | Role.RIGHT:
            yield from _judge_right(trial, report)
        case Role.WRONG:
            assert trial.expected is not None
            yield from _judge_wrong(trial, trial.expected, report)
    for task in report.tasks:
        if task.outcome is Outcome.FAILED and not (task.diagnosis and task.diagnosis.cause and task.hints):
            yield _finding(trial, Rule.NO_HELP, f"'{task.id}' fails without a cause or without a hint.")
        if task.diagnosis and task.diagnosis.cause not in explained:
            yield _finding(trial, Rule.NO_PAGE, f"The cause {task.diagnosis.cause} has no page in causes/.")


def _judge_stub(trial: Trial, report: Report) -> Iterator[Finding]:
    if not report.app.started:
        yield _finding(trial, Rule.STUB_DOES_NOT_START, f"The stub does not start. {report.app.error}")
        return
    for task, told in zip(trial.tasks, report.tasks, strict=True):
        passed = told.outcome is Outcome.PASSED
        if passed and not task.given_away:
            sentence = f"The stub passes '{task.id}'. If it gives the task away, {PAGE} has to say: given_away = true."
            yield _finding(trial, Rule.STUB_PASSES, sentence)
        if task.given_away and not passed:
            sentence = (
                f"{PAGE} says that '{task.id}' is given away, and the stub does not pass it. {_why(told)}"
            )
            yield _finding(trial, Rule.STUB_FAILS, sentence)


def _judge_right(trial: Trial, report: Report) -> Iterator[Finding]:
    rule = Rule.SOLUTION_FAILS if trial.role is Role.SOLUTION else Rule.RIGHT_FAILS
    for told in report.tasks:
        if told.outcome is not Outcome.PASSED:
            yield _finding(trial, rule, f"'{told.id}' has to pass. {_why(told)}")


def _judge_wrong(trial: Trial, expected: Expected, report: Report) -> Iterator[Finding]:
    wanted = {expected.task, *expected.also}
    for told in report.tasks:
        if told.id in wanted and told.outcome is not Outcome.FAILED:
            yield _finding(trial, Rule.WRONG_PASSES, f"'{told.id}' has to fail. {_why(told)}")
        if told.id not in wanted and told.outcome is Outcome.FAILED:
            sentence = f"'{told.id}' fails too, and {EXPECTED} does not say so. {_why(told)}"
            yield _finding(trial, Rule.FAILS_TOO, sentence)
        if told.id not in wanted and told.unreachable:
            sentence = f"'{told.id}' is not checked, and not because of another task. {_why(told)}"
            yield _finding(trial, Rule.NOT_CHECKED, sentence)
        if told.id == expected.task and told.outcome is Outcome.FAILED:
            yield from _judge_cause(trial, expected, told)


def _judge_cause(trial: Trial, expected: Expected, told: TaskReport) -> Iterator[Finding]:
    found = told.diagnosis
    if found is None:
        return
    if found.cause != expected.cause:
        sentence = (
            f"The cause of '{told.id}' has to be {expected.cause}. It is {found.cause}: {found.message}"
        )
        yield _finding(trial, Rule.OTHER_CAUSE, sentence)
    place = (found.place.file, found.place.line) if found.place else (None, None)
    if (expected.file or expected.line) and place != (expected.file, expected.line):
        sentence = (
            f"The cause of '{told.id}' has to be named at {_place(expected.file, expected.line)}."
            f" It is named at {_place(*place)}."
        )
        yield _finding(trial, Rule.OTHER_PLACE, sentence)


def _place(file: str | None, line: int | None) -> str:
    if file is None:
        return "no place"
    return file if line is None else f"{file}:{line}"


def _why(told: TaskReport) -> str:
    """What became of a task, in a sentence."""
    if told.outcome is Outcome.PASSED:
        return "It passes."
    if told.outcome is Outcome.SKIPPED:
        return told.note or "It is not checked."
    cause = f" [{told.diagnosis.cause}] {told.diagnosis.message}" if told.diagnosis else ""
    return f"It expects {told.expected!r} and gets {told.got!r}.{cause}"


def _finding(trial: Trial, rule: Rule, sentence: str) -> Finding:
    """A finding about an app, with what repeats it."""
    name = EXPECTED if trial.role is Role.WRONG else ""
    where = trial.folder / name if name else trial.folder
    again = f" Repeat it with --seed {trial.seed}." if trial.role in {Role.SOLUTION, Role.RIGHT} else ""
    return Finding(rule, trial.exercise.slug, where, sentence.rstrip() + again)


# All of it


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of their files, each said once: not for each seed, nor for each app that it spoils."""
    once: dict[tuple[str, Rule, str, str], Finding] = {}
    for finding in findings:
        about = "" if finding.rule == Rule.CHECK_FAULT else finding.place
        said = re.sub(r"It expects .*|Repeat it .*", "", finding.sentence, flags=re.DOTALL)
        once.setdefault((finding.exercise, finding.rule, about, said), finding)
    return tuple(sorted(once.values(), key=lambda one: (one.exercise, one.file, one.line or 0)))
