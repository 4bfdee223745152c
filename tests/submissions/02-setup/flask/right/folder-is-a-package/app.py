from flask import Flask

from .pages import front

app = Flask(__name__)
app.register_blueprint(front.bp)

if __name__ == "__main__":
    app.run(debug=True)
