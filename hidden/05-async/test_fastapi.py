"""05-async in FastAPI."""

import asyncio
import time

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import expect_json, expect_status, fail

DONE = {"message": "Async operation completed"}
CLIENTS = 20
HALF_OF_SERIAL = CLIENTS / 2
"""Seconds: each of them waits for one when it is alone."""


@pytest.mark.task("concurrent")
async def test_twenty_at_once(async_client, app):
    """Twenty GET /async at once take less than half of their time one by one; GET /ping answers meanwhile."""
    for _ in range(2):
        answers, last, ping, pinged = await ask_twenty(async_client, app)
        for answer in answers:
            expect_json(answer, DONE)
        expect_status(ping, 200)
        if pinged < last:
            return
        # Once more: a busy machine may have kept the ping waiting.
    expected = "an answer to GET /ping while the twenty wait"
    fail(Aspect.TOGETHER, expected, "an answer to GET /ping only after all of the twenty", answers[0])


@pytest.mark.task("blocking")
async def test_report(async_client, upstream):
    """GET /report is what slow_report() returns, and GET /ping answers while the report is waited for."""
    _, right = upstream.answer("GET", "/report")
    for _ in range(2):
        answer, ping, meanwhile = await ask_report(async_client, upstream, right)
        expect_json(answer, right)
        expect_status(ping, 200)
        if meanwhile:
            return
        # Once more: a busy machine may have kept the ping waiting.
    expected = "an answer to GET /ping while GET /report waits"
    fail(Aspect.TOGETHER, expected, "no answer to GET /ping until the report was there", answer)


async def ask_twenty(client, app):
    """The twenty answers and when the last of them came, the answer to the ping and when it came."""
    waiting = [asyncio.create_task(timed(client.get("/async", timeout=11))) for _ in range(CLIENTS)]
    ping = asyncio.create_task(ping_soon(client))
    try:
        done, late = await asyncio.wait(waiting, timeout=HALF_OF_SERIAL)
        if late:
            await give_up(done, late, app)
        answers = [await one for one in waiting]
        return [answer for answer, _ in answers], max(end for _, end in answers), *await ping
    finally:
        await stop([*waiting, ping])


async def give_up(done, late, app):
    """Too few answers came in time: say so."""
    if not done:
        kept = late.pop()
        await stop(late)
        await kept  # it is never answered: the report says that, and where the app hangs
    answers = [(await one)[0] for one in done]
    await stop(late)
    await asyncio.to_thread(app.note_hang)  # the twenty still keep it busy: the next test gets a fresh one
    expected = f"{CLIENTS} answers in less than {HALF_OF_SERIAL:.0f} seconds"
    fail(Aspect.TOGETHER, expected, f"{len(answers)} answers in {HALF_OF_SERIAL:.0f} seconds", answers[0])


async def ping_soon(client):
    """Ask for the ping when the others have been sent."""
    await asyncio.sleep(0.2)
    return await timed(client.get("/ping", timeout=11))


async def timed(asking):
    """An answer, and the moment when it was there."""
    answer = await asking
    return answer, time.monotonic()


async def stop(tasks):
    """Ask no longer."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def ask_report(client, upstream, right):
    """The report's answer, the answer to a ping that was sent meanwhile, and whether that came first."""
    answered = len(upstream.calls("/report"))
    upstream.hold("/report")
    report = asyncio.create_task(client.get("/report"))
    try:
        while not await asyncio.to_thread(upstream.wait_until_in_flight, "/report", 0.05):
            if report.done():
                answer = await report
                expect_json(answer, right)
                fail(Aspect.UPSTREAM, "GET /report asks the upstream", "the upstream was not asked", answer)
        ping = await client.get("/ping")
        meanwhile = len(upstream.calls("/report")) == answered
        upstream.release()
        return await report, ping, meanwhile
    finally:
        upstream.release()
        await stop([report])
