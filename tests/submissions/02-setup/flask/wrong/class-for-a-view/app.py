from flask import Flask
from flask.views import MethodView

app = Flask(__name__)


class Start(MethodView):
    def get(self):
        return "Hello, World!"


app.add_url_rule("/", view_func=Start)


if __name__ == "__main__":
    app.run(debug=True)
