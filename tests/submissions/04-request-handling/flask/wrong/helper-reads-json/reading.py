from flask import request


def take(name):
    body = request.get_json()
    return body.get(name)
