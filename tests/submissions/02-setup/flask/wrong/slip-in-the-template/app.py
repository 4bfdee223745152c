from flask import Flask, render_template

site = Flask(__name__)


@site.get("/")
def start():
    return render_template("start.html")


if __name__ == "__main__":
    site.run(debug=True)
