"""Rules for what a request brings: how it is read, refused, or taken without a look."""
