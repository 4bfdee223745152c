from multiprocessing import cpu_count

workers = max(4, min(4, cpu_count()))
bind = ":8000"
wsgi_app = "main"
