"""Rules for processes, workers, and what should go on at the same time."""
