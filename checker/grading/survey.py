"""Look at exercises as their author needs it: read their folders, run their apps, and judge what was found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checker.catalog.answers import answer_to
from checker.catalog.causes import cause_slugs
from checker.catalog.content import Content, find_content
from checker.catalog.exercises import load_exercise, slugs
from checker.catalog.layout import PAGE, README, VERDICTS, strays_around, strays_of
from checker.catalog.submissions import EXPECTED, Submission, load_submission
from checker.core.errors import CheckerFault
from checker.core.exercises import Exercise
from checker.core.findings import Finding, Rule, Validation
from checker.core.reports import Report
from checker.grading.check import Job, check
from checker.grading.pool import Done, run_all
from checker.grading.validate import (
    Role,
    Surveyed,
    Trial,
    judge_app,
    judge_files,
    merged,
    names_only_known_tasks,
    tests_missing,
)

Progress = Callable[[int, int], None]
"""Told how many apps are judged, of how many."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be validated, and how."""

    content: Content
    submissions: Path
    only: str | None = None
    """One exercise's slug; None for all."""
    seeds: int = 3
    processes: int | None = None
    """None: as many as there are cores."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The exercises that are asked about."""
        return (self.only,) if self.only else slugs(self.content)


def validate(request: Request, progress: Progress) -> Validation:
    """Read and run all that belongs to the exercises. Raises CheckerFault where that cannot be done at all."""
    surveyed, findings = look(request)
    trials = [trial for seen in surveyed for trial in trials_of(seen, request.seeds)]
    judged = dict.fromkeys(request.slugs, 0)
    jobs = [partial(check, Job(one.exercise, one.framework, one.folder, one.seed)) for one in trials]
    explained = frozenset(cause_slugs(find_content()))  # the rules are kata's, and so are their pages
    progress(0, len(trials))
    for count, (number, done) in enumerate(run_all(jobs, request.processes), start=1):
        trial = trials[number]
        judged[trial.exercise.slug] += 1
        findings += _judged(trial, done, explained)
        progress(count, len(trials))
    named = merged(shown(finding, request) for finding in findings)
    return Validation(tuple(range(1, request.seeds + 1)), judged, named)


def look(request: Request) -> tuple[list[Surveyed], list[Finding]]:
    """What lies in the exercises' folders, and the findings for which no app has to run."""
    surveyed: list[Surveyed] = []
    findings: list[Finding] = []
    if request.only is None:
        around = strays_around(request.content, request.submissions, request.slugs)
        findings += [Finding(Rule.STRAY_FILE, one.path.name, one.path, one.sentence) for one in around]
    for slug in request.slugs:
        try:
            surveyed.append(_look_at(request, load_exercise(request.content, slug)))
            findings += judge_files(surveyed[-1])
        except CheckerFault as fault:
            page = request.content.exercises / slug / PAGE
            findings.append(Finding(Rule.UNSOUND_PAGE, slug, page, str(fault)))
    return surveyed, findings


def trials_of(seen: Surveyed, seeds: int) -> Iterator[Trial]:
    """The apps of one exercise that can be judged, those in the framework that starts more slowly first."""
    exercise = seen.exercise
    for framework in reversed(exercise.frameworks):
        if tests_missing(seen, framework):
            continue
        for one in seen.submissions:
            if one.framework is framework and names_only_known_tasks(one, exercise):
                role = Role.WRONG if one.expected else Role.RIGHT
                yield Trial(exercise, framework, role, one.folder, 1, one.expected)
        solution, stub = exercise.solutions / framework.value, exercise.folder / framework.value
        if solution.is_dir():
            yield from (Trial(exercise, framework, Role.SOLUTION, solution, one + 1) for one in range(seeds))
        if stub.is_dir():
            yield Trial(exercise, framework, Role.STUB, stub, 1)


def _look_at(request: Request, exercise: Exercise) -> Surveyed:
    from checker.probing.claims import Claim, claims_of

    readme = exercise.folder / README
    files = _hidden_files(exercise)
    claims: list[Claim] = []
    unreadable: dict[Path, str] = {}
    for file in files:
        try:
            claims += claims_of(file)
        except CheckerFault as fault:
            unreadable[file] = str(fault)
    submissions, unsound = _submissions(request.submissions, exercise)
    return Surveyed(
        exercise=exercise,
        readme=readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else None,
        strays=tuple(strays_of(exercise, request.submissions)),
        claims=tuple(claims),
        unreadable=unreadable,
        submissions=tuple(submissions),
        unsound=unsound,
        missing=tuple(_missing(exercise, files)),
        unanswered=tuple(_unanswered(request.content, exercise)),
    )


def _unanswered(content: Content, exercise: Exercise) -> Iterator[str]:
    for framework, tasks in exercise.tasks.items():
        if not (exercise.solutions / framework.value).is_dir():
            continue  # a finding already
        for task in tasks:
            try:
                answer_to(exercise, framework, task)
            except CheckerFault as fault:
                yield str(fault).replace(f"{content.root}/", "")


def _hidden_files(exercise: Exercise) -> tuple[Path, ...]:
    names = (*(framework.value for framework in exercise.frameworks), "both")
    return tuple(file for name in names if (file := exercise.hidden / f"test_{name}.py").is_file())


def _missing(exercise: Exercise, hidden: Sequence[Path]) -> Iterator[Path]:
    if not (exercise.folder / README).is_file():
        yield exercise.folder / README
    for framework in exercise.frameworks:
        for folder in (exercise.folder / framework.value, exercise.solutions / framework.value):
            if not folder.is_dir():
                yield folder
        own = exercise.hidden / f"test_{framework.value}.py"
        if not {own, exercise.hidden / "test_both.py"} & set(hidden):
            yield own


def _submissions(root: Path, exercise: Exercise) -> tuple[list[Submission], dict[Path, str]]:
    """The exercise's submissions that can be read; the pages that cannot, and why."""
    found: list[Submission] = []
    unsound: dict[Path, str] = {}
    for framework in exercise.frameworks:
        for verdict in VERDICTS:
            for folder in sorted((root / exercise.slug / framework.value / verdict).glob("*/")):
                if folder.name.startswith((".", "__")):
                    continue  # a stray
                try:
                    found.append(load_submission(root, folder))
                except CheckerFault as fault:
                    unsound[folder / EXPECTED] = str(fault)
    return found, unsound


def _judged(trial: Trial, done: Done[Report], explained: Container[str]) -> Iterator[Finding]:
    slug = trial.exercise.slug
    if done.bug is not None:
        yield Finding(
            Rule.KATA_BROKE, slug, trial.folder, f"kata broke while it judged this app: {done.bug}."
        )
    elif done.fault is not None:
        yield Finding(Rule.CHECK_FAULT, slug, trial.folder, f"This app cannot be judged: {done.fault}")
    else:
        assert done.value is not None
        yield from judge_app(trial, done.value, explained)


def shown(finding: Finding, request: Request) -> Finding:
    """The finding with every path as its author would name it."""
    root = request.content.root
    sentence = finding.sentence.replace(f"{root}/", "")
    for base in (root, request.submissions.parent, Path.cwd()):
        if finding.file.is_relative_to(base):
            return dataclasses.replace(finding, file=finding.file.relative_to(base), sentence=sentence)
    return dataclasses.replace(finding, sentence=sentence)
