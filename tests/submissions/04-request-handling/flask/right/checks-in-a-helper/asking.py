import flask


class BadField(Exception):
    def __init__(self, name):
        super().__init__(name)
        self.name = name


def wanted(name):
    value = flask.request.form.get(name, "")
    if not value:
        raise BadField(name)
    return value


def page_number():
    args = flask.request.args
    try:
        return int(args["page"]) if "page" in args else 1
    except ValueError:
        return 1
