import jinja2
from flask import Flask, abort, make_response, request
app = Flask(__name__, template_folder="pages")
engine = jinja2.Environment(autoescape=True)
def page_for(name):
    print("greeting", name)
    if not name:
        abort(404)
    return engine.from_string("<p>Hello, {{ n }}!</p>").render(n=name)
@app.get("/greet/<name>")
def greet(name):
    return page_for(name)
@app.get("/cycle")
def cycle():
    return dict(method=request.method, path=request.path, word=request.args.getlist("word")[0])
@app.get("/teapot")
def teapot():
    spare = make_response("unused", 200)
    answer = make_response("short and stout")
    answer.status_code = 418
    answer.headers.extend({"X-Brewed-With": "flask"})
    return answer if spare else None
