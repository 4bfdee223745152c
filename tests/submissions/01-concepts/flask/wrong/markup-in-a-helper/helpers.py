from markupsafe import Markup
from flask import render_template_string


def page(who):
    return render_template_string("<p>Hello, {{ who }}!</p>", who=Markup(who))
