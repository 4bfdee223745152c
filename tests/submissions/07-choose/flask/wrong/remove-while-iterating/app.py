import itertools

from flask import Flask, abort, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
memos = {}
numbers = itertools.count(1)


@app.errorhandler(HTTPException)
def as_json(error):
    return jsonify(error=error.description), error.code


def read_memo():
    data = request.get_json()
    if not isinstance(data, dict):
        abort(400, "send a JSON object")
    title = data.get("title")
    if not isinstance(title, str) or title == "":
        abort(400, "title is missing")
    text = data.get("body", "")
    if not isinstance(text, str):
        abort(400, "body must be a string")
    return title, text


@app.route("/notes", methods=["POST"])
def add():
    title, text = read_memo()
    number = next(numbers)
    memos[number] = {"id": number, "title": title, "body": text}
    return jsonify(memos[number]), 201, {"Location": f"/notes/{number}"}


@app.route("/notes")
def listing():
    limit = request.args.get("limit", 20, type=int)
    offset = request.args.get("offset", 0, type=int)
    every = list(memos.values())
    return jsonify(total=len(every), notes=every[offset : offset + limit])


@app.route("/notes/<int:number>")
def show(number):
    memo = memos.get(number)
    if memo is None:
        abort(404)
    return jsonify(memo)


@app.route("/notes/<int:number>", methods=["PUT"])
def change(number):
    if number not in memos:
        abort(404)
    title, text = read_memo()
    memos[number] = {"id": number, "title": title, "body": text}
    return jsonify(memos[number])


@app.route("/notes/<int:number>", methods=["DELETE"])
def remove(number):
    if number not in memos:
        abort(404)
    for key in memos:
        if key == number:
            del memos[key]
    return "", 204
