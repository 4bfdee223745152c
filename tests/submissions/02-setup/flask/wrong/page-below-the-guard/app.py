from flask import Flask

site = Flask(__name__)

if "__main__" == __name__:

    def start():
        return "Hello, World!"

    site.add_url_rule("/", view_func=start)
    site.run(debug=True)
