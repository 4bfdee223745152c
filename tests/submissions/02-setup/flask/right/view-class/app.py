from flask import Flask
from flask.views import View


class Greeting(View):
    def __init__(self, words):
        self.words = words

    def dispatch_request(self):
        return self.words


app = Flask(__name__)
app.add_url_rule("/", view_func=Greeting.as_view("greeting", "Hello, World!"))

if __name__ == "__main__":
    app.run(debug=True)
