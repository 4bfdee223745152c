"""Rules for things that are kept, listed, changed and deleted."""
