"""05-async in Flask. The article's section: Best Practices, Performance Optimization in Flask.

Tasks (README.md tells more):
    async       GET /async                  waits a second: the JSON {"message": "Async operation completed"}
    production  gunicorn.conf.py            4 workers at 0.0.0.0:8000, as the article's command line has them
    gather      GET /quotes?symbols=A,B,C   the JSON {"A": <price>, ...}: all asked at once; 404 for an unknown one
    shared      POST /hits, GET /hits       adds one; the JSON {"hits": <number>}, the same in every worker

Check it: kata check 05-async --framework flask
"""

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)


# TODO async: a view that waits for a second


# TODO production: its settings stand in the file gunicorn.conf.py


# TODO gather: a view that asks for all the prices at the same time


# TODO shared: two views that count in a place where every worker finds the number
