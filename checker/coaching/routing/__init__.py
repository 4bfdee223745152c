"""Rules for the way from a request to a view."""
