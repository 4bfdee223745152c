"""03-routing in Flask. The article's section: Common Practices, Routing in Flask.

Tasks (README.md tells more):
    index   GET /                 the text "Index Page"
    hello   GET /hello            the text "Hello, World!"
    user    GET /users/<username> the text "User: <username>"
    item    GET /items/<number>   the JSON {"item_id": <number>}; /items/abc is 404
    method  POST /ping            the text "pong"; GET /ping is 405
    links   GET /links            the JSON {"hello": "/hello", "item": "/items/7"}

Check it: kata check 03-routing --framework flask
"""

from flask import Flask, url_for

app = Flask(__name__)


# TODO index: a view for /


# TODO hello: a view for /hello


# TODO user: a view with a variable in its path


# TODO item: a view with a number in its path


# TODO method: a view that answers POST alone


# TODO links: a view that makes its addresses with url_for
