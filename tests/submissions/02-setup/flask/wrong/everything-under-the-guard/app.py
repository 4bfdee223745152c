from flask import Flask

if __name__ == "__main__":
    app = Flask(__name__)

    @app.get("/")
    def start():
        return "Hello, World!"

    app.run(debug=True)
