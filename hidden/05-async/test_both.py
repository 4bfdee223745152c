"""05-async in either framework: what the two have in common."""

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import exchange_of, expect_json, expect_refusal, fail

DONE = {"message": "Async operation completed"}


@pytest.mark.task("async")
def test_async(client):
    """GET /async waits about a second and is the JSON {"message": "Async operation completed"}."""
    waited = []
    for _ in range(2):
        answer = client.get("/async")
        expect_json(answer, DONE)
        waited.append(exchange_of(answer).seconds)
        if waited[-1] < 0.7:
            got = f"an answer after {waited[-1]:.2f} seconds"
            fail(Aspect.ANSWER, "an answer after about a second", got, answer)
        if waited[-1] < 3:
            return
    # Twice: a busy machine may keep one of them waiting.
    fail(
        Aspect.ANSWER, "an answer after about a second", f"an answer after {min(waited):.1f} seconds", answer
    )


@pytest.mark.task("gather")
def test_quotes(client, upstream, draw):
    """GET /quotes?symbols=A,B,C is the JSON {"A": <price>, "B": <price>, "C": <price>}."""
    for count in (3, draw.integer(4, 5)):
        prices = draw_prices(draw, count)
        upstream.know(prices)
        expect_json(client.get(address(prices)), prices)


@pytest.mark.task("gather")
def test_quotes_at_once(client, upstream, draw):
    """GET /quotes asks the upstream for all the prices at once: no question waits for another's answer."""
    prices = draw_prices(draw, draw.integer(3, 5))
    upstream.know(prices)
    upstream.expect_together(len(prices))
    answer = client.get(address(prices))
    expect_json(answer, prices)
    most = upstream.most_in_flight
    if most < len(prices):
        expected = f"{len(prices)} questions at the upstream at once"
        fail(Aspect.TOGETHER, expected, f"at most {most} at once", answer)


@pytest.mark.task("gather")
def test_unknown_symbol(client, upstream, draw):
    """GET /quotes with a symbol that the upstream does not know is 404, and the answer names that symbol."""
    prices = draw_prices(draw, draw.integer(3, 5))
    unknown = list(prices)[draw.integer(0, len(prices) - 1)]
    upstream.know({symbol: price for symbol, price in prices.items() if symbol != unknown})
    answer = client.get(address(prices))
    expect_refusal(answer, 404)
    body = exchange_of(answer).response.text
    if unknown not in body:
        got = body.strip() or "an empty body"
        fail(Aspect.NAMED, f"a body that names '{unknown}'", got, answer, unknown)


def draw_prices(draw, count):
    """So many symbols, no two the same, each with a price that is no whole number."""
    prices = {}
    while len(prices) < count:
        prices[draw.word().upper()] = draw.integer(1, 999) + draw.integer(1, 3) / 4
    return prices


def address(symbols):
    """The path that asks for these symbols."""
    return f"/quotes?symbols={','.join(symbols)}"
