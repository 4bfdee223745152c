"""Rules for what is cached, opened and closed, and for dependencies."""
