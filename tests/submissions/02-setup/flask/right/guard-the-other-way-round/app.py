from flask import Flask
from flask.views import View
class Front(View):
    def dispatch_request(self):
        yield from ["Hello, ", "World!"]
def create_app():
    made = Flask(__name__)
    made.add_url_rule("/", view_func=Front.as_view("front"))
    return made
def main():
    create_app().run("127.0.0.1", 5000, True)
if "__main__" == __name__:
    main()
