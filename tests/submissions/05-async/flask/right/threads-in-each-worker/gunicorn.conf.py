workers = 4
worker_class = "gthread"
threads = 4
bind = "0.0.0.0"
