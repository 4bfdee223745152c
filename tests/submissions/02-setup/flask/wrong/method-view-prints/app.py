from flask import Flask
from flask.views import MethodView

server = Flask(__name__)


class Front(MethodView):
    def get(self):
        text = "Hello, World!"
        print(text)


server.add_url_rule("/", view_func=Front.as_view("front"))
if __name__ == "__main__":
    server.run(debug=True)
