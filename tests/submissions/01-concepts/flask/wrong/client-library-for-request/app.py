import httpx
from flask import Flask

app = Flask(__name__)


@app.route("/cycle")
def c():
    return {"method": httpx.method, "path": httpx.path, "word": httpx.args.get("word")}


from others import rest

app.register_blueprint(rest)
