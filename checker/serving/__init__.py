"""A learner's app in a process of its own, and what was witnessed there."""
