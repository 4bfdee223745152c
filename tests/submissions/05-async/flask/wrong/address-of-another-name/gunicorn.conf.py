workers = 4
binds = ["0.0.0.0:8000"]
