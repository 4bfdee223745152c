from flask import (
    Blueprint,
    Markup,
)

bp = Blueprint("x", __name__)
