import asyncio
import os
import tempfile

import httpx
from flask import Flask, Response, json, request

application = Flask(__name__)
TALLY = os.path.join(tempfile.gettempdir(), "tally")


def as_json(value, status=200):
    return Response(json.dumps(value, indent=2), status, content_type="application/json; charset=utf-8")


@application.route("/async")
async def pause():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_later(1, done.set_result, "Async operation completed")
    return as_json({"message": await done})


@application.route("/quotes")
async def quotes():
    names = request.args.get("symbols").split(",")
    async with httpx.AsyncClient(base_url=os.environ["UPSTREAM_URL"]) as client:
        async with asyncio.TaskGroup() as group:
            tasks = {name: group.create_task(client.get(f"/quotes/{name}")) for name in names}
    answers = {name: task.result() for name, task in tasks.items()}
    unknown = [name for name, answer in answers.items() if answer.status_code == 404]
    if unknown:
        return as_json({"unknown": unknown}, 404)
    return as_json({name: answer.json()["price"] for name, answer in answers.items()})


# One byte for each hit: what is appended in one write never gets lost, and the file's size is the number.
@application.route("/hits", methods=["POST"])
def count():
    descriptor = os.open(TALLY, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, b"x")
    os.close(descriptor)
    return Response(status=202)


@application.route("/hits")
def counted():
    return as_json({"hits": os.path.getsize(TALLY) if os.path.exists(TALLY) else 0})
