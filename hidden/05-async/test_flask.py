"""05-async in Flask."""

import asyncio
import contextlib
import http.client
import socket
import time
from http.cookiejar import DefaultCookiePolicy

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import exchange_of, expect_json, expect_status, fail, json_of
from checker.probing.reading import NotJson, compact, parse_json, same
from checker.probing.transport import NoAnswer

WORKERS = 4
ADDRESS = "0.0.0.0:8000"
MANY = 40
TIMES = 3
"""One worker may take more connections than it has threads. So four at once can miss each other, and then more are
sent, one a moment after the other: the next worker has the time to wake up."""
FEWEST_WAVES, MOST_WAVES = 80, 120
WAVES_END = 4.0
"""Seconds: after that, no more than the fewest."""
POST = b"POST /hits HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.mark.task("production")
def test_settings(production):
    """The production server starts with your settings: 4 workers, bound to 0.0.0.0:8000."""
    expect_settings(production)


@pytest.mark.task("production")
async def test_four_at_once(production, async_production_client, upstream, draw):
    """Under the production server, four requests that wait for the upstream are answered at once."""
    expect_settings(production)
    client = async_production_client
    prices = {}
    while len(prices) < WORKERS:
        prices[draw.word().upper()] = draw.integer(1, 999) + draw.integer(1, 3) / 4
    upstream.know(prices)
    if not await has_quotes(client, *next(iter(prices.items()))):
        # /quotes is a task of its own. Without it, the server has to answer what the article asks for.
        expect_status(await client.get("/async"), 200)
        return
    most = 0
    for times in range(1, TIMES + 1):
        upstream.expect_together(WORKERS)
        wanted = [*prices.items()] * times
        pause = 0.1 if times > 1 else 0
        asked = (ask_after(number * pause, client, symbol) for number, (symbol, _) in enumerate(wanted))
        answers = await asyncio.gather(*asked)
        for answer, (symbol, price) in zip(answers, wanted, strict=True):
            expect_json(answer, {symbol: price})
        most = max(most, upstream.most_in_flight)
        if most >= WORKERS:
            return
    expected = f"{WORKERS} requests at the upstream at once"
    fail(Aspect.TOGETHER, expected, f"at most {most} at once", answers[0])


async def ask_after(seconds, client, symbol):
    """The answer for one symbol, asked in that many seconds."""
    await asyncio.sleep(seconds)
    return await client.get(f"/quotes?symbols={symbol}")


@pytest.mark.task("shared")
async def test_hits(production, async_production_client):
    """Each POST /hits adds one, also many at once, and every worker answers GET /hits with the same number."""
    client = async_production_client
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # as many clients would ask
    hits = hits_in(await client.get("/hits", timeout=20))
    for answer in await asyncio.gather(*(client.post("/hits", timeout=20) for _ in range(MANY))):
        expect_success(answer)
    hits += MANY
    await expect_everywhere(client, hits)
    hits += await asyncio.to_thread(post_in_the_same_moment, production.address())
    await expect_everywhere(client, hits)


async def expect_everywhere(client, hits):
    """Whichever worker answers, it knows the number."""
    for answer in await asyncio.gather(*(client.get("/hits", timeout=20) for _ in range(MANY))):
        expect_json(answer, {"hits": hits})


def post_in_the_same_moment(address):
    """Post so that all the workers count in the same moment, again and again; how many posts that were.

    A worker takes a connection and waits for the request in it. So each gets all of a request but its last byte, and
    the last bytes are sent one right behind the other.
    """
    end = time.monotonic() + WAVES_END
    waves = 0
    while waves < FEWEST_WAVES or (waves < MOST_WAVES and time.monotonic() < end):
        waves += 1
        # What is wrong with an answer was seen before; here only the number counts.
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.ExitStack() as open_ones:
            connections = [
                open_ones.enter_context(socket.create_connection(address, timeout=20)) for _ in range(WORKERS)
            ]
            for connection in connections:
                connection.sendall(POST[:-1])
            time.sleep(0.005)
            for connection in connections:
                connection.sendall(POST[-1:])
            for connection in connections:
                # Not up to the connection's end: a server with threads may leave it open for a second.
                answer = http.client.HTTPResponse(connection, method="POST")
                answer.begin()
                answer.read()
    return waves * WORKERS


def expect_settings(production):
    """The effective configuration is the one of the article's command line."""
    settings = production.facts().production
    workers, bind = (settings.workers, settings.bind) if settings else (0, ())
    if workers != WORKERS:
        fail(
            Aspect.PROCESS,
            f"{WORKERS} workers",
            f"{workers} worker{'' if workers == 1 else 's'}",
            value=WORKERS,
        )
    if bind != (ADDRESS,):
        fail(Aspect.PROCESS, f"bound to {ADDRESS}", f"bound to {', '.join(bind) or 'nothing'}", value=ADDRESS)


async def has_quotes(client, symbol, price):
    """Whether GET /quotes answers for one symbol, as its own task asks."""
    try:
        answer = exchange_of(await client.get(f"/quotes?symbols={symbol}")).response
        return answer.status == 200 and same({symbol: price}, parse_json(answer.text))
    except (NoAnswer, NotJson):
        return False


def expect_success(response):
    """Any status from 200 to 299."""
    if not 200 <= response.status_code < 300:
        expect_status(response, 200, 201, 204)


def hits_in(response):
    """The number in the JSON {"hits": <number>}."""
    expect_status(response, 200)
    wanted = '{"hits": <a number>}'
    value = json_of(response, wanted, {"hits": 0})
    if not isinstance(value, dict) or list(value) != ["hits"] or type(value["hits"]) is not int:
        fail(Aspect.JSON, wanted, compact(value), response, {"hits": 0})
    return value["hits"]
