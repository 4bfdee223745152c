"""Rules for an app that did not get as far as answering."""
