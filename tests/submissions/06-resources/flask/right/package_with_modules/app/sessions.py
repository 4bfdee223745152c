from flask import Blueprint, g
from werkzeug.local import LocalProxy

from upstream import open_session

bp = Blueprint("sessions", __name__)


def _opened():
    if not hasattr(g, "sessions"):
        g.sessions = [open_session()]
    return g.sessions[0]


current_session = LocalProxy(_opened)


def close_all(error=None):
    for session in g.pop("sessions", []):
        session.close()


@bp.route("")
def show():
    return {"session": current_session.id}


@bp.route("/crash")
def crash():
    raise LookupError(current_session.id)
