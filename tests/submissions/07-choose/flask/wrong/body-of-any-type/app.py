import sqlite3
import threading

from flask import Flask, jsonify, make_response, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("create table notes (number integer primary key autoincrement, title, body)")
lock = threading.Lock()


def run(statement, *values):
    with lock:
        cursor = db.execute(statement, values)
        return cursor.fetchall(), cursor.lastrowid, cursor.rowcount


def refuse(code, **why):
    return make_response(jsonify(why), code)


@app.errorhandler(404)
@app.errorhandler(405)
def plain_error(error):
    return refuse(error.code, error=str(error))


def problem_with(data):
    if not isinstance(data, dict):
        return {"json": "this is not a JSON object"}
    problems = {}
    if not data.get("title"):
        problems["title"] = "required"
    if isinstance(data.get("body"), list):
        data["body"] = ", ".join(data["body"])
    return problems


def as_note(row):
    return {"id": row[0], "title": row[1], "body": row[2]}


@app.route("/notes", methods=["GET", "POST"])
def collection():
    if request.method == "POST":
        data = request.get_json(silent=True)
        if problems := problem_with(data):
            return refuse(400, errors=problems)
        _, number, _ = run(
            "insert into notes (title, body) values (?, ?)", data["title"], data.get("body", "")
        )
        answer = make_response(jsonify(as_note((number, data["title"], data.get("body", "")))), 201)
        answer.location = f"/notes/{number}"
        return answer
    limit, offset = request.args.get("limit", "20"), request.args.get("offset", "0")
    rows, _, _ = run("select * from notes order by number limit ? offset ?", int(limit), int(offset))
    count, _, _ = run("select count(*) from notes")
    return jsonify(total=count[0][0], notes=[as_note(row) for row in rows])


@app.route("/notes/<int:number>", methods=["GET", "PUT", "DELETE"])
def member(number):
    rows, _, _ = run("select * from notes where number = ?", number)
    if not rows:
        return refuse(404, error=f"no note {number}")
    if request.method == "DELETE":
        run("delete from notes where number = ?", number)
        return "", 204
    if request.method == "PUT":
        data = request.get_json(silent=True)
        if problems := problem_with(data):
            return refuse(400, errors=problems)
        row = (number, data["title"], data.get("body", ""))
        run("update notes set title = ?, body = ? where number = ?", *row[1:], number)
        return jsonify(as_note(row))
    return jsonify(as_note(rows[0]))
