from flask import Flask


class Site(Flask):
    def __init__(self, name):
        super().__init__(name)
        self.add_url_rule("/", "front", self.front)

    def front(self):
        return "Hello, World!"


app = Site(__name__)

if __name__ == "__main__":
    app.run(debug=True)
