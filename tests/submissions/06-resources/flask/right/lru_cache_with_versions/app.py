"""functools.lru_cache; a version for each year stands in the key, and a refresh counts it up. Class-based views."""

import collections
import functools

from flask import Flask, after_this_request, jsonify, request
from flask.views import MethodView

from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
versions = collections.Counter()


@functools.lru_cache(maxsize=256)
def report_of(year, currency, version):
    return fetch_report(year, currency=currency)


class ReportView(MethodView):
    def get(self, year):
        try:
            body, status = report_of(year, request.args.get("currency", "EUR"), versions[year]), 200
        except UpstreamError:
            body, status = {"detail": "upstream"}, 502
        return jsonify(body), status


class RefreshView(MethodView):
    def post(self, year):
        versions[year] += 1
        return "", 204


class SessionView(MethodView):
    def get(self):
        session = open_session()

        @after_this_request
        def close(response):
            session.close()
            return response

        if request.path.endswith("crash"):
            raise RuntimeError("crash")
        return {"session": session.id}


app.add_url_rule("/report/<int:year>", view_func=ReportView.as_view("report"))
app.add_url_rule("/report/<int:year>/refresh", view_func=RefreshView.as_view("refresh"))
app.add_url_rule("/session", view_func=SessionView.as_view("session"))
app.add_url_rule("/session/crash", view_func=SessionView.as_view("crash"))
