"""01-concepts in Flask. The article's section: Fundamental Concepts, What is Flask?

Tasks (README.md tells more):
    greet     GET /greet/<name>    an HTML page that shows "Hello, <name>!"
    escape    GET /greet/<name>    a name with <, > or & in it is shown, and is no HTML
    cycle     GET /cycle?word=W    the JSON {"method": "GET", "path": "/cycle", "word": W}
    response  GET /teapot          status 418, the text "short and stout", the header X-Brewed-With: flask

Check it: kata check 01-concepts --framework flask
"""

from flask import Flask, render_template, request

app = Flask(__name__)


# TODO greet, escape: a view that fills in templates/greet.html


# TODO cycle: a view that says what it reads from the request


# TODO response: a view that sets the status and a header of its response
