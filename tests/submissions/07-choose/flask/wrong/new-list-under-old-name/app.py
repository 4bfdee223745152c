import json
import time

from flask import Flask, Response, request, url_for

application = Flask("notes")
LIST = []


def answer(value, status=200, **headers):
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return Response(text, status, headers, content_type="application/json; charset=utf-8")


def error(status, text):
    return answer({"ok": False, "reason": text}, status)


def read_body():
    try:
        value = json.loads(request.data.decode("utf-8"))
    except ValueError:
        return None, error(400, "cannot parse this")
    if type(value.get("title")) is not str or value["title"] == "":
        return None, error(400, "Title: please give one")
    if type(value.get("body", "")) is not str:
        return None, error(400, "Body: text only")
    return {"title": value["title"], "body": value.get("body", "")}, None


def create():
    value, bad = read_body()
    if bad:
        return bad
    stored = {"id": time.time_ns() % 10**15, **value}
    while any(other["id"] == stored["id"] for other in list(LIST)):
        stored["id"] += 1
    LIST.append(stored)
    return answer(stored, 201, Location=url_for("item", number=stored["id"]))


def listing():
    start = request.args.get("offset", 0, int)
    return answer({"total": len(LIST), "notes": LIST[start:][: request.args.get("limit", 30, int)]})


def drop(kept, number):
    kept = [note for note in kept if note["id"] != number]


def item(number):
    found = [note for note in list(LIST) if note["id"] == number]
    if not found:
        return error(404, "unknown")
    note = found[0]
    if request.method == "DELETE":
        drop(LIST, number)
        return Response(status=204)
    if request.method == "PUT":
        value, bad = read_body()
        if bad:
            return bad
        note.update(value)
    return answer(note)


application.add_url_rule("/notes", "listing", listing)
application.add_url_rule("/notes", "create", create, methods=["POST"])
application.add_url_rule("/notes/<int:number>", "item", item, methods=["GET", "PUT", "DELETE"])
application.register_error_handler(404, lambda e: error(404, "no such page"))
application.register_error_handler(405, lambda e: error(405, "not here"))
