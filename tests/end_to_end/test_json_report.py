"""The JSON of real checks is what its schema says."""

import json

import jsonschema
import pytest
from support import ROOT

SCHEMA = json.loads((ROOT / "docs/reference/report.schema.json").read_text(encoding="utf-8"))
APPS = {
    "stub": (ROOT / "exercises/03-routing/flask/app.py").read_text(encoding="utf-8"),
    "crash at import": "import json\nraise ValueError('\\x1b[2J \\ud800 ##[error]x')\n",
    "exit at import": "import os\nprint('::error::x', flush=True)\nos._exit(7)\n",
    "no Python": "def f(:\n",
    "hostile answer": "from flask import Flask, Response\napp = Flask(__name__)\n"
    "@app.get('/')\ndef index():\n    return Response(b'\\x1b\\xff\\xed\\xa0\\x80::error::')\n",
    "ends in a view": "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
    "@app.get('/')\ndef index():\n    os._exit(3)\n",
}


@pytest.mark.parametrize("name", APPS)
def test_a_real_report_is_what_the_schema_says(kata, app_folder, name):
    """Whatever the app does, the report is valid by its schema, and the verdict is 'not there yet'."""
    folder = app_folder(APPS[name])
    ran = kata("check", "3", "-f", "flask", "--path", str(folder), "--format", "json")
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(ran.out))
    assert ran.out.isascii()
    assert ran.report["outcome"] == "failed"
    assert (ran.code, ran.err) == (1, "")


def test_a_header_may_have_any_byte(kata, app_folder):
    """An answer whose header has a byte outside ASCII is an answer, and no fault of kata's."""
    folder = app_folder(
        "from flask import Flask, Response\napp = Flask(__name__)\n"
        "@app.get('/')\ndef index():\n    return Response('Index Page', headers={'X-Name': 'M\\xfcller'})\n"
    )
    ran = kata("check", "3", "-f", "flask", "--path", str(folder), "--task", "index", "--format", "json")
    assert (ran.code, ran.err) == (0, "")


def test_no_folder_is_a_report_too(kata):
    """A folder that is not there is the learner's to mend: a report, and exit code 1."""
    ran = kata("check", "3", "-f", "flask", "--path", "gone", "--format", "json")
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(ran.out))
    assert ran.code == 1
