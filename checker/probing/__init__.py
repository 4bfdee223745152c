"""Hidden tests, run by pytest, and the httpx transport through which they ask the app."""
