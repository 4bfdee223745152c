from flask import request


def one(name):
    return request.form[name]
