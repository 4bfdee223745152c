bind = "0.0.0.0:8000"
workers = 4
preload_app = True
loglevel = "warning"


def post_worker_init(worker):
    worker.log.debug("ready")


def when_ready(server):
    server.log.debug("all are started")
