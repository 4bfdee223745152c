bind = "0.0.0.0:8000"


class Server:
    workers = 4
