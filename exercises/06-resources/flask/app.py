"""06-resources in Flask. The article's section: Best Practices, Performance Optimization in Flask (Caching).

Tasks (README.md tells more):
    cached    GET /report/<year>             the upstream's report as JSON; asked again, it comes from a cache
    keyed     GET /report/<year>?currency=   another year, or another currency, is another entry of the cache
    refresh   POST /report/<year>/refresh    204; the next GET asks the upstream again, for this year alone
    failure   GET /report/<year>             the upstream fails: 502, and the failure is not kept
    teardown  GET /session                   opens a session; the JSON {"session": <its id>}; closes it
              GET /session/crash             opens a session, raises an exception (500); closes it as well

Check it: kata check 06-resources --framework flask
"""

from flask import Flask, g, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)

# TODO cached: make a cache for this app. CACHE_TYPE says which kind: "SimpleCache" keeps it in memory.


# TODO cached, keyed, failure: a view for /report/<int:year> that reads currency from the query


# TODO refresh: a view for /report/<int:year>/refresh that answers POST alone


# TODO teardown: views for /session and /session/crash, and a place where the session is always closed
