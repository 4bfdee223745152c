import time


class TTLCache:
    def __init__(self, seconds):
        self.seconds = seconds
        self.entries = {}

    def put(self, key, value):
        self.entries[key] = (time.time(), value)

    def get(self, key):
        if key not in self.entries:
            return None
        stored_at, value = self.entries[key]
        if stored_at + self.seconds < time.time():
            return value
        return None

    def drop(self, key):
        self.entries.pop(key, None)
