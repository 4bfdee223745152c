from flask import Flask

app = Flask(__name__)


@app.route("/cycle")
def c():
    return {"method": request.method, "path": request.path, "word": request.args.get("word")}


from others import rest

app.register_blueprint(rest)
