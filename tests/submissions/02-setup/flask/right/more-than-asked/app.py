from flask import Flask

app = Flask(__name__)
app.config.update(SECRET_KEY="not a secret", JSON_SORT_KEYS=False)


@app.route("/")
def index():
    return """<!doctype html>
<title>Setup</title>
<p>Hello, World!</p>
"""


@app.route("/health")
def health():
    return {"ok": True}


@app.errorhandler(404)
def not_found(error):
    return {"error": error.name}, 404


print("the routes are:", [rule.rule for rule in app.url_map.iter_rules()])

if __name__ == "__main__":
    print("starting")
    app.run(debug=True)
