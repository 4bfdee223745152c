from app import app


@app.route("/")
def front():
    return "Hello, World!"
