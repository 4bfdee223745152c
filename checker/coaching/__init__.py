"""Evidence to diagnosis to hint: pure functions over recorded facts."""
