from flask import Flask

website = Flask


@website.route("/")
def start():
    return "Hello, World!"
