from flask import Flask

app = Flask(_name_)


if __name__ == "__main__":
    app.run(debug=True)
