from flask import Flask

from . import views

app = Flask(__name__)
app.register_blueprint(views.pages)
app.register_blueprint(views.api, url_prefix="/api")
