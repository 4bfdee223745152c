"""Gunicorn reads its settings from this file. The article's section: Performance Optimization in Flask.

A setting is a name and a value, as in any Python file. All the names:
https://docs.gunicorn.org/en/stable/settings.html
"""

# TODO production: how many workers, and at which address they listen
