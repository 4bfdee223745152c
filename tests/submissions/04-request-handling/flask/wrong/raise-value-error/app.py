from flask import Flask
from web.views import site

server = Flask(__name__)
server.register_blueprint(site)
