import json
import tempfile
import threading
from pathlib import Path

FILE = Path(tempfile.mkdtemp()) / "notes.json"
FILE.write_text(json.dumps({"next": 1, "notes": []}))

LOCK = threading.RLock()


def load():
    with LOCK:
        return json.loads(FILE.read_text())


def save(data):
    with LOCK:
        FILE.write_text(json.dumps(data))


def insert(title, body):
    with threading.RLock():
        data = load()
        note = {"id": data["next"], "title": title, "body": body}
        data["next"] += 1
        data["notes"].append(note)
        save(data)
    return note


def change(nid, title, body):
    with LOCK:
        data = load()
        for row in data["notes"]:
            if row["id"] == nid:
                row["title"] = title
                row["body"] = body
                save(data)
                return row
    return None


def remove(nid):
    with LOCK:
        data = load()
        rest = [row for row in data["notes"] if row["id"] != nid]
        if len(rest) == len(data["notes"]):
            return False
        data["notes"] = rest
        save(data)
    return True
