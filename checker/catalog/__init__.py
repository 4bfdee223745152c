"""Exercises as data: where they lie, what they ask, and how to find one by name."""
