from flask import render_template_string
from markupsafe import escape


def index():
    return render_template_string("<!doctype html><title>Start</title><h1>Index Page</h1>")


def hello():
    return "Hello, World!"


def user(username):
    return f"<p>User: {escape(username)}</p>"


def ping():
    return "pong"
