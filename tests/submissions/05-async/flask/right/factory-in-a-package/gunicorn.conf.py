import os

workers = int(os.environ.get("WEB_CONCURRENCY", "4"))
bind = ["0.0.0.0:8000"]
wsgi_app = "app:create_app()"
accesslog = None
timeout = 60
