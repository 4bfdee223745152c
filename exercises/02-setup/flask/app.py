"""02-setup in Flask. The article's section: Usage Methods, Basic Setup in Flask.

Tasks (README.md tells more):
    home         GET / is the text "Hello, World!"
    import-safe  importing this file starts no server
    script       running this file calls run with debug=True

Check it: kata check 02-setup --framework flask
"""

from flask import Flask

app = Flask(__name__)


# TODO home: a view for /


# TODO script: run the app when this file is run, and only then
