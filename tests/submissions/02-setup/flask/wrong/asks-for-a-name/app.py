from flask import Flask

app = Flask(__name__)
name = input("Whom shall I greet? ")


@app.route("/")
def hello():
    return f"Hello, {name}!"


if __name__ == "__main__":
    app.run(debug=True)
