from flask import Flask

app = Flask(__name__)


@app.get("/")
def home():
    answer = "World!"
    return {"Hello", answer}


if __name__ == "__main__":
    app.run(debug=True)
