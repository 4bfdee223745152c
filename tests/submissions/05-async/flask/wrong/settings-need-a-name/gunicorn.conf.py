bind = "0.0.0.0:8000"
workers = cpu_count() * 2 + 1
