"""A small real HTTP service that learners' apps talk to, and that remembers what it has seen."""
