"""The pytest plugin through which hidden tests meet the app: fixtures, order, and a record of each test.

A hidden test names its task with `@pytest.mark.task("id")`; its docstring is the requirement as a report shows
it. Its fixtures: `client` (an httpx.Client that asks the app), `async_client`, `draw` (inputs from the seed),
`app` (the process), `script` (the file run as a script) and `script_client`, `production` (the app under Gunicorn) with
`production_client` and `async_production_client`, and `upstream` (the service that the app talks to).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from checker.core.evidence import Aspect, Mismatch
from checker.core.exchanges import Broken, Exchange
from checker.core.exercises import Task
from checker.core.ports import AppUnderTest, NotHere, Unstartable, UpstreamUnderTest
from checker.probing.draws import Draw
from checker.probing.expect import NotAsExpected, fail
from checker.probing.record import TestRecord
from checker.probing.slim import httpx
from checker.probing.transport import BlockingTransport, NoAnswer

# What curl sends: an app cannot tell its judge from the line that its author pastes into a shell.
ORDINARY_HEADERS = {"User-Agent": "curl/8.14.1", "Accept": "*/*"}

_ANSWERS = {
    Broken.REFUSED: "no connection",
    Broken.CLOSED: "the connection closed before the answer was whole",
    Broken.NO_ANSWER: "no answer in time",
    Broken.NO_END: "an answer that had not ended in time",
    Broken.TOO_LARGE: "a body that is far too long",
    Broken.NOT_HTTP: "something that is not a well-formed HTTP answer",
}


class HiddenTests:
    """Runs the tests of the tasks that were asked for, in an order drawn from the seed."""

    def __init__(
        self,
        tasks: tuple[Task, ...],
        app: AppUnderTest,
        seed: int,
        upstream: UpstreamUnderTest | None = None,
    ) -> None:
        self.records: list[TestRecord] = []
        self.fault: str | None = None
        self.interrupted = False
        self._tasks = {task.id: task for task in tasks}
        self._app = app
        self._seed = seed
        self._upstream = upstream
        self._exchanges: list[Exchange] = []
        self._asked = app  # the app that the running test asks: a script has its own
        self._failed: set[str] = set()
        self._not_here: dict[str, str] = {}
        self._written: dict[str, int] = {}

    # Fixtures

    @pytest.fixture(name="app")
    def _app_fixture(self) -> AppUnderTest:
        return self._app

    @pytest.fixture(name="draw")
    def _draw(self, request: pytest.FixtureRequest) -> Draw:
        return Draw(self._seed, request.node.name)

    @pytest.fixture(name="client")
    def _client(self) -> Iterator[httpx.Client]:
        with self._client_for(self._app) as client:
            yield client

    @pytest.fixture(name="async_client")
    def _async_client(self) -> httpx.AsyncClient:
        return self._async_client_for(self._app)

    @pytest.fixture(name="upstream")
    def _upstream_fixture(self) -> UpstreamUnderTest:
        assert self._upstream is not None, "exercise.toml has to say: upstream = true"
        return self._upstream

    @pytest.fixture(name="production")
    def _production(self) -> AppUnderTest:
        return self._started(self._app.as_production(), "Gunicorn, started with gunicorn.conf.py")

    @pytest.fixture(name="production_client")
    def _production_client(self, production: AppUnderTest) -> Iterator[httpx.Client]:
        with self._client_for(production) as client:
            yield client

    @pytest.fixture(name="async_production_client")
    def _async_production_client(self, production: AppUnderTest) -> httpx.AsyncClient:
        return self._async_client_for(production)

    @pytest.fixture(name="script")
    def _script(self) -> AppUnderTest:
        return self._started(self._app.as_script(), "a server, started by running the file as a script")

    @pytest.fixture(name="script_client")
    def _script_client(self, script: AppUnderTest) -> Iterator[httpx.Client]:
        with self._client_for(script) as client:
            yield client

    def _started(self, app: AppUnderTest, expected: str) -> AppUnderTest:
        """Another process of the app, from now on the one that is asked."""
        self._asked = app
        try:
            app.address()
        except Unstartable as reason:
            fail(Aspect.PROCESS, expected, str(reason))
        return app

    def _async_client_for(self, app: AppUnderTest) -> httpx.AsyncClient:
        from checker.probing.async_transport import AsyncTransport

        client = httpx.AsyncClient(transport=AsyncTransport(app, self._exchanges.append), **_settings(app))
        _drop_httpx_headers(client.headers)
        return client

    def _client_for(self, app: AppUnderTest) -> httpx.Client:
        client = httpx.Client(transport=BlockingTransport(app, self._exchanges.append), **_settings(app))
        _drop_httpx_headers(client.headers)
        return client

    # What pytest calls

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the marker known."""
        declare_marker(config)
        config.option.tbstyle = "native"  # nobody reads pytest's own account of a failure: have the quickest

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests of the tasks asked for; shuffle them, a task after those that it needs."""
        wanted = [item for item in items if task_of(item) in self._tasks]
        self._written = {item.nodeid: number for number, item in enumerate(wanted)}
        random.Random(self._seed).shuffle(wanted)  # noqa: S311
        depth = {task_id: self._depth(task_id) for task_id in self._tasks}
        items[:] = sorted(wanted, key=lambda item: depth[task_of(item)])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A hidden test file that cannot be imported is our fault."""
        if report.failed:
            self.fault = f"A hidden test cannot be read: {report.longreprtext[-2000:]}"

    def pytest_internalerror(self, excrepr: object) -> None:
        """So is anything that breaks pytest itself."""
        self.fault = f"The hidden tests broke: {str(excrepr)[-2000:]}"

    def pytest_keyboard_interrupt(self) -> None:
        """Remember that a person wants to stop."""
        self.interrupted = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skip what cannot be judged: a task that it needs failed."""
        self._exchanges.clear()
        self._asked = self._app
        if self._upstream is not None:
            self._upstream.begin_test()
        for needed in self._tasks[task_of(item)].needs:
            if needed in self._not_here:
                raise NotHere(self._not_here[needed])
            if needed in self._failed:
                pytest.skip(f"It is checked once '{needed}' passes.")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Write down how the test went, from the exception itself rather than from its text."""
        report = yield
        if call.excinfo is not None:
            self._take(item, call.excinfo.value)
        elif call.when == "call":
            self._add(item, None)
        return report

    # Records

    def _take(self, item: pytest.Item, error: BaseException) -> None:
        if isinstance(error, NotAsExpected):
            self._add(item, error.mismatch)
        elif isinstance(error, NoAnswer):
            self._add(item, _no_answer(error.exchange))
        elif isinstance(error, NotHere):
            self._not_here[task_of(item)] = str(error)
            self._add(item, None, skipped=str(error))
        elif isinstance(error, (Unstartable, pytest.skip.Exception)):
            self._add(item, None, skipped=str(error), unreachable=isinstance(error, Unstartable))
        elif not isinstance(error, KeyboardInterrupt):
            self.fault = f"The hidden test {item.nodeid} broke: {type(error).__name__}: {error}"

    def _add(
        self,
        item: pytest.Item,
        mismatch: Mismatch | None,
        skipped: str | None = None,
        unreachable: bool = False,
    ) -> None:
        task = task_of(item)
        if mismatch is not None or skipped is not None:
            self._failed.add(task)
        self.records.append(
            TestRecord(
                task=task,
                requirement=requirement_of(item),
                mismatch=mismatch,
                run=self._asked.facts() if mismatch is not None else None,
                last=self._exchanges[-1] if self._exchanges else None,
                skipped=skipped,
                unreachable=unreachable,
                not_here=task in self._not_here,
                order=self._written[item.nodeid],
            )
        )

    def _depth(self, task_id: str) -> int:
        needs = [need for need in self._tasks[task_id].needs if need in self._tasks]
        return 1 + max((self._depth(need) for need in needs), default=0)


def declare_marker(config: pytest.Config) -> None:
    """Make `@pytest.mark.task("id")` known to pytest."""
    config.addinivalue_line("markers", "task(id): the task that a hidden test judges")


def task_of(item: pytest.Item) -> str:
    """The task that a hidden test claims; empty where it names none."""
    marker = item.get_closest_marker("task")
    return str(marker.args[0]) if marker is not None and marker.args else ""


def requirement_of(item: pytest.Item) -> str:
    """What a hidden test asks for, in the words of its docstring."""
    return " ".join((getattr(item, "obj", None).__doc__ or "").split())


def _no_answer(exchange: Exchange) -> Mismatch:
    assert exchange.broken is not None
    return Mismatch(Aspect.ANSWER, "an answer", _ANSWERS[exchange.broken], exchange)


def _settings(app: AppUnderTest) -> dict[str, Any]:
    """What both kinds of client are made with: the transport alone has a clock, and nothing comes from outside."""
    return {"base_url": app.shown_url, "headers": ORDINARY_HEADERS, "timeout": None, "trust_env": False}


def _drop_httpx_headers(headers: httpx.Headers) -> None:
    for name in ("accept-encoding", "connection"):
        del headers[name]
