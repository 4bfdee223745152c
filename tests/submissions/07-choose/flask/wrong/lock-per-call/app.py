from flask import Flask
from flask import request, jsonify
from werkzeug.exceptions import HTTPException

import storage

app = Flask(__name__)


@app.errorhandler(HTTPException)
def handle(e):
    return jsonify({"error": str(e)}), e.code


def bad(field, text):
    return jsonify({"error": text, "field": field}), 400


def problem_of(data):
    if not isinstance(data, dict):
        return bad("title", "send an object")
    if "title" not in data or not isinstance(data["title"], str) or data["title"] == "":
        return bad("title", "title missing or empty")
    if "body" in data and not isinstance(data["body"], str):
        return bad("body", "body is no text")
    return None


@app.route("/notes", methods=["POST"])
def create():
    data = request.get_json()
    problem = problem_of(data)
    if problem is not None:
        return problem
    note = storage.insert(data["title"], data.get("body", ""))
    return jsonify(note), 201, [("Location", "/notes/%d" % note["id"])]


@app.route("/notes", methods=["GET"])
def list_all():
    limit = int(request.args.get("limit", "20"))
    offset = int(request.args.get("offset", "0"))
    rows = storage.load()["notes"]
    return jsonify({"total": len(rows), "notes": rows[offset:offset + limit]})


@app.route("/notes/<int:nid>", methods=["GET"])
def read(nid):
    for row in storage.load()["notes"]:
        if row["id"] == nid:
            return jsonify(row)
    return jsonify({"error": "not found"}), 404


@app.route("/notes/<int:nid>", methods=["PUT"])
def replace(nid):
    data = request.get_json()
    problem = problem_of(data)
    if problem is not None:
        return problem
    row = storage.change(nid, data["title"], data.get("body", ""))
    if row is None:
        return jsonify({"error": "not found"}), 404
    return jsonify(row)


@app.route("/notes/<int:nid>", methods=["DELETE"])
def delete(nid):
    if not storage.remove(nid):
        return jsonify({"error": "not found"}), 404
    return "", 204
