import functools

from fastapi import FastAPI

app = FastAPI()


def greeting(word, whom):
    return {word: whom}


app.add_api_route("/", functools.partial(greeting, "Hello", "World"), methods=["GET"])
