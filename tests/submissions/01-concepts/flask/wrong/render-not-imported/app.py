from flask import Flask

app = Flask(__name__)


@app.route("/greet/<name>")
def greet(name):
    return render_template("greet.html", name=name)


from others import rest

app.register_blueprint(rest)
