from flask import request


def body_of():
    return request.get_json(force=True)
