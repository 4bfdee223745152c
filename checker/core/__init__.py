"""The words that every room shares. Imports nothing but the standard library."""
