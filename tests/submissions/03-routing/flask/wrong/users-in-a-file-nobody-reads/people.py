from app import app


@app.route("/users/<username>")
def user(username):
    return f"User: {username}"
