from flask import Flask


def build():
    site = Flask("site_pages")
    site.add_url_rule("/", view_func=front_page)
    return site


def front_page():
    return "Hello, World!"
