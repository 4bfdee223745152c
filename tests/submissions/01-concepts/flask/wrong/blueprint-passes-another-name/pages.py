from flask import Blueprint, render_template

bp = Blueprint("pages", __name__)


@bp.get("/greet/<name>")
def page_for(name):
    return render_template("greet.html", username=name)
