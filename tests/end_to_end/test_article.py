"""A learner who types what the article shows passes the tasks that stand for it."""

import json
import textwrap

import pytest
from support import ROOT

ARTICLE = {
    ("02-setup", "flask"): (
        """
        from flask import Flask

        app = Flask(__name__)

        @app.route('/')
        def hello_world():
            return 'Hello, World!'

        if __name__ == '__main__':
            app.run(debug=True)
        """,
        ["home", "import-safe", "script"],
    ),
    ("02-setup", "fastapi"): (
        """
        from fastapi import FastAPI

        app = FastAPI()

        @app.get('/')
        def read_root():
            return {"Hello": "World"}
        """,
        ["home", "import-safe", "docs"],
    ),
    ("03-routing", "flask"): (
        """
        from flask import Flask

        app = Flask(__name__)

        @app.route('/')
        def index():
            return 'Index Page'

        @app.route('/hello')
        def hello():
            return 'Hello, World!'
        """,
        ["index", "hello"],
    ),
    ("03-routing", "fastapi"): (
        """
        from fastapi import FastAPI

        app = FastAPI()

        @app.get('/')
        def read_root():
            return {"message": "Root page"}

        @app.get('/items/{item_id}')
        def read_item(item_id: int):
            return {"item_id": item_id}
        """,
        ["root", "item", "typed"],
    ),
    ("04-request-handling", "flask"): (
        """
        from flask import Flask, request

        app = Flask(__name__)

        @app.route('/login', methods=['POST'])
        def login():
            username = request.form.get('username')
            password = request.form.get('password')
            return f'Username: {username}, Password: {password}'
        """,
        ["form", "method"],
    ),
    ("04-request-handling", "fastapi"): (
        """
        from fastapi import FastAPI, Body

        app = FastAPI()

        @app.post('/login')
        def login(username: str = Body(...), password: str = Body(...)):
            return {"username": username, "password": password}
        """,
        ["body", "missing"],
    ),
    ("05-async", "fastapi"): (
        """
        from fastapi import FastAPI
        import asyncio

        app = FastAPI()

        @app.get('/ping')
        def ping():
            return "pong"

        @app.get('/async')
        async def async_route():
            await asyncio.sleep(1)
            return {"message": "Async operation completed"}
        """,
        ["async", "concurrent"],
    ),
}
THERE = {page.parent.name for page in (ROOT / "exercises").glob("*/exercise.toml")}


@pytest.mark.parametrize(("slug", "framework"), [key for key in ARTICLE if key[0] in THERE])
def test_the_articles_own_example_passes(kata, app_folder, slug, framework):
    """The tasks that the article's example stands for pass as it is printed."""
    source, tasks = ARTICLE[slug, framework]
    folder = app_folder(textwrap.dedent(source))
    ran = kata("check", slug, "-f", framework, "--path", str(folder), "--format", "json")
    outcomes = {task["id"]: task["outcome"] for task in json.loads(ran.out)["reports"][0]["tasks"]}
    assert {task: outcomes[task] for task in tasks} == dict.fromkeys(tasks, "passed")
