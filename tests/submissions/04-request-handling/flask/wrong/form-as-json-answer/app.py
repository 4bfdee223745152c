from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/login")
def enter():
    for name in "username", "password":
        if not request.form.get(name):
            return {"need": name}, 400
    return {"Username": request.form["username"], "Password": request.form["password"]}


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
