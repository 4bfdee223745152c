"""Rules for what a view gives back: the body, its shape, its status, its headers, its documentation."""
