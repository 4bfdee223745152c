"""Gunicorn's settings: what `gunicorn -w 4 -b 0.0.0.0:8000 app:app` says in one line."""

workers = 4
bind = "0.0.0.0:8000"
wsgi_app = "app:app"
