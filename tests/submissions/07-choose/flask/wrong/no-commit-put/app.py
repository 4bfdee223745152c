import sqlite3
import tempfile

from flask import Flask, abort, g, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

PATH = tempfile.mktemp(".sqlite")


def connect():
    if "link" not in g:
        g.link = sqlite3.connect(PATH)
        g.link.row_factory = sqlite3.Row
    return g.link


def setup():
    link = sqlite3.connect(PATH)
    link.execute("create table entry (id integer primary key autoincrement, title text, body text)")
    link.commit()
    link.close()


def entry_or_404(entry_id):
    row = connect().execute("select * from entry where id = ?", (entry_id,)).fetchone()
    if row is None:
        abort(404)
    return row


def check_input():
    data = request.get_json()
    if not isinstance(data.get("title"), str) or not data["title"].strip():
        abort(400, description="title: required")
    if not isinstance(data.get("body", ""), str):
        abort(400, description="body: not a text")
    return data["title"], data.get("body", "")


class Entries(MethodView):
    def get(self):
        limit = int(request.args.get("limit", 30))
        offset = int(request.args.get("offset", 0))
        total = connect().execute("select count(*) from entry").fetchone()[0]
        rows = connect().execute("select * from entry order by id limit ? offset ?", (limit, offset))
        return {"total": total, "notes": [dict(row) for row in rows]}

    def post(self):
        title, body = check_input()
        done = connect().execute("insert into entry (title, body) values (?, ?)", (title, body))
        connect().commit()
        entry = {"id": done.lastrowid, "title": title, "body": body}
        return entry, 201, {"Location": f"/notes/{done.lastrowid}"}


class Entry(MethodView):
    def get(self, entry_id):
        return dict(entry_or_404(entry_id))

    def put(self, entry_id):
        entry_or_404(entry_id)
        title, body = check_input()
        connect().execute("update entry set title = ?, body = ? where id = ?", (title, body, entry_id))
        return {"id": entry_id, "title": title, "body": body}

    def delete(self, entry_id):
        entry_or_404(entry_id)
        connect().execute("delete from entry where id = ?", (entry_id,))
        connect().commit()
        return "", 204


def create_app():
    app = Flask(__name__)
    app.add_url_rule("/notes", view_func=Entries.as_view("entries"))
    app.add_url_rule("/notes/<int:entry_id>", view_func=Entry.as_view("entry"))

    @app.errorhandler(HTTPException)
    def wrong(error):
        return {"error": error.name, "detail": error.description}, error.code

    @app.teardown_appcontext
    def close(_error):
        link = g.pop("link", None)
        if link is not None:
            link.close()

    setup()
    return app
