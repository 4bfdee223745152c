"""The views are async: no more workers are needed."""

bind = "0.0.0.0:8000"
