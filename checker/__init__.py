"""Grade a learner's Flask or FastAPI app by running it for real and asking it questions."""
