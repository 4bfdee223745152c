"""One submission, checked: serve it, probe it, coach on what was seen."""
