from flask import request


def take(name):
    return request.args.get(name)
