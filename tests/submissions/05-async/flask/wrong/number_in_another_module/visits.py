from flask import Blueprint
from counting import counter

pages = Blueprint("visits", __name__)


@pages.post("/hits")
def count():
    counter["hits"] += 1
    return "", 204


@pages.get("/hits")
def show():
    return dict(counter)
