from flask import Flask

from .views import add_views

app = Flask(__name__)
add_views(app)
