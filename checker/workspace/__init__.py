"""The learner's own files: where they lie and what is in them. Nothing here runs them."""
