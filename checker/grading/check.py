"""Check one exercise in one framework: the sentence that all other rooms are the words of."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from checker.core.evidence import AppRun, Aspect, Evidence, Mismatch
from checker.core.exercises import Exercise, Framework, Task
from checker.core.limits import Deadline, Limits
from checker.core.ports import UpstreamUnderTest
from checker.core.reports import AppReport, Diagnosis, Outcome, Report, TaskReport
from checker.core.visible import all_visible
from checker.grading.curl import curl_line
from checker.grading.session import AppSession
from checker.probing.record import TestRecord
from checker.probing.suite import hidden_files, run_suite
from checker.serving.launch import Plan
from checker.workspace.sources import Snapshot, take_snapshot

NOT_STARTED = "Not checked yet: the app has to start first."


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be checked, and how."""

    exercise: Exercise
    framework: Framework
    folder: Path
    seed: int
    limits: Limits = field(default_factory=Limits)
    task_id: str | None = None
    """The one task that is asked for; None for all."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that the report is about."""
        every = self.exercise.tasks[self.framework]
        return tuple(task for task in every if self.task_id in (None, task.id))

    @property
    def needed_tasks(self) -> tuple[Task, ...]:
        """Those tasks, and the tasks without which they cannot be judged."""
        wanted = {task.id for task in self.tasks}
        for task in reversed(self.exercise.tasks[self.framework]):
            if task.id in wanted:
                wanted.update(task.needs)
        return tuple(task for task in self.exercise.tasks[self.framework] if task.id in wanted)

    @property
    def shown_url(self) -> str:
        """Where the learner's app listens when they run it by hand."""
        return f"http://127.0.0.1:{self.framework.default_port}"


def check(job: Job) -> Report:
    """Run a learner's app and judge it. Raises CheckerFault where an exercise is unsound."""
    files = hidden_files(job.exercise, job.framework)
    wrong_folder = _wrong_folder(job.folder)
    if wrong_folder is not None:
        return _report(job, AppRun(), _all_blocked(job, wrong_folder), wrong_folder)
    folder = job.folder.resolve()
    snapshot = take_snapshot(folder)
    deadline = Deadline(job.limits.whole)
    with ExitStack() as running:
        upstream, variables = _upstream(job.exercise, running)
        given = job.exercise.given.get(job.framework, ())
        plan = Plan(job.framework.value, folder, variables, given)
        app = running.enter_context(AppSession(plan, job.limits, deadline, shown_url=job.shown_url))
        _import_pytest()  # while the app imports its framework
        if not app.wait_for_start():
            from checker.coaching.starting.start import diagnose_start

            run = app.close()
            cause = diagnose_start(job.framework.value, run, snapshot.sources, snapshot.other_files)
            return _report(job, run, _all_blocked(job, cause), cause)
        records = run_suite(files, job.needed_tasks, app, job.seed, upstream)
        run = app.close()
    return _report(job, run, tuple(_judged(job, task, records, snapshot) for task in job.tasks), None)


def _upstream(exercise: Exercise, running: ExitStack) -> tuple[UpstreamUnderTest | None, dict[str, str]]:
    """The service that the exercise's apps talk to, running, and how an app finds it."""
    if not exercise.upstream:
        return None, {}
    from checker.upstream.server import running_upstream
    from checker.upstream.service import Upstream

    upstream = Upstream()
    return upstream, {"UPSTREAM_URL": running.enter_context(running_upstream(upstream))}


def _wrong_folder(folder: Path) -> Diagnosis | None:
    """Why there is nothing to run in a folder; None where there is one."""
    if folder.is_dir():
        return None
    from checker.coaching.starting.start import diagnose_folder

    return diagnose_folder(False, folder.exists(), str(folder))


def _import_pytest() -> None:
    import checker.probing.plugin  # noqa: F401


def _judged(job: Job, task: Task, records: tuple[TestRecord, ...], snapshot: Snapshot) -> TaskReport:
    mine = [record for record in records if record.task == task.id]
    failed = next((record for record in mine if record.mismatch is not None), None)
    if failed is not None:
        return _failed(job, task, failed, snapshot)
    skipped = next((record for record in mine if record.skipped is not None), None)
    if skipped is not None and skipped.not_here:
        return _not_checked(task, f"Not checked here: {skipped.skipped}", most=0)
    if skipped is not None:
        return _not_checked(task, f"Not checked yet: {skipped.skipped}", skipped.unreachable)
    if not mine:
        return _not_checked(task, "Not checked: no hidden test judges this task.")
    last = mine[-1].last
    return TaskReport(
        id=task.id,
        title=task.title,
        outcome=Outcome.PASSED,
        points=task.points,
        max_points=task.points,
        requirement=mine[0].requirement,
        request=last.request if last else None,
        curl=curl_line(last.request, job.shown_url) if last else None,
        response=last.response if last else None,
    )


def _failed(job: Job, task: Task, record: TestRecord, snapshot: Snapshot) -> TaskReport:
    from checker.coaching.diagnose import diagnose

    mismatch = record.mismatch
    assert mismatch is not None
    evidence = Evidence(
        framework=job.framework.value,
        mismatch=mismatch,
        run=record.run or AppRun(),
        sources=snapshot.sources,
        other_files=snapshot.other_files,
        pages=snapshot.pages,
    )
    exchange = mismatch.exchange or record.last
    cause = diagnose(evidence)
    return TaskReport(
        id=task.id,
        title=task.title,
        outcome=Outcome.FAILED,
        points=0,
        max_points=task.points,
        requirement=record.requirement,
        request=exchange.request if exchange else None,
        curl=curl_line(exchange.request, job.shown_url) if exchange else None,
        response=exchange.response if exchange else None,
        expected=mismatch.expected,
        got=mismatch.got,
        diagnosis=cause,
        hints=_hints(cause, task),
    )


def _all_blocked(job: Job, cause: Diagnosis) -> tuple[TaskReport, ...]:
    """The failure of the start on the task that it belongs to; the others are not checked yet."""
    owner = next((task for task in job.tasks if cause.cause in task.owns), job.tasks[0])
    mismatch = Mismatch(Aspect.PROCESS, "an app that starts and answers", "an app that does not start")
    return tuple(
        TaskReport(
            id=task.id,
            title=task.title,
            outcome=Outcome.FAILED,
            points=0,
            max_points=task.points,
            expected=mismatch.expected,
            got=mismatch.got,
            diagnosis=cause,
            hints=_hints(cause, task),
        )
        if task is owner
        else _not_checked(task, NOT_STARTED)
        for task in job.tasks
    )


def _hints(cause: Diagnosis, task: Task) -> tuple[str, ...]:
    """The way out of this very cause first, then what the exercise says to every learner."""
    return (cause.hint, *task.hints) if cause.hint else task.hints


def _not_checked(task: Task, note: str, unreachable: bool = False, most: int | None = None) -> TaskReport:
    """A task that was not judged; `most` is 0 where that must cost nobody a point."""
    points = task.points if most is None else most
    return TaskReport(task.id, task.title, Outcome.SKIPPED, 0, points, note=note, unreachable=unreachable)


def _worth_knowing(job: Job, tasks: tuple[TaskReport, ...]) -> str | None:
    """After a pass, what the other framework does at the place of one task: another one with another seed."""
    known = [task.worth_knowing for task in job.tasks if task.worth_knowing]
    failed = any(told.max_points and told.outcome is not Outcome.PASSED for told in tasks)
    return known[job.seed % len(known)] if known and not failed else None


def _report(job: Job, run: AppRun, tasks: tuple[TaskReport, ...], cause: Diagnosis | None) -> Report:
    return all_visible(
        Report(
            exercise=job.exercise.slug,
            title=job.exercise.title,
            framework=job.framework.value,
            folder=str(job.folder),
            seed=job.seed,
            app=AppReport(
                started=cause is None,
                startup_ms=run.startup_ms,
                exit_code=run.exit_code,
                stdout=run.stdout,
                stderr=run.stderr,
                error=cause.message if cause else None,
            ),
            tasks=tasks,
            worth_knowing=_worth_knowing(job, tasks),
        )
    )
