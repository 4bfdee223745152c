# gunicorn settings
workers = 4
bind = "0.0.0.0:8000"
wsgi_app = "app:app"
