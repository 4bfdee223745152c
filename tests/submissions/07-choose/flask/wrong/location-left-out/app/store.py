import threading


class Store:
    def __init__(self):
        self._lock = threading.Lock()
        self._last = 0
        self._rows = {}

    def add(self, title, body):
        with self._lock:
            self._last += 1
            row = {"id": f"n-{self._last}", "title": title, "body": body}
            self._rows[row["id"]] = row
        return row

    def get(self, key):
        return self._rows.get(key)

    def put(self, key, title, body):
        with self._lock:
            if key not in self._rows:
                return None
            self._rows[key] = {"id": key, "title": title, "body": body}
            return self._rows[key]

    def remove(self, key):
        with self._lock:
            return self._rows.pop(key, None) is not None

    def all(self):
        with self._lock:
            return list(self._rows.values())
