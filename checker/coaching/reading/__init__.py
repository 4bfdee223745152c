"""How rules read what was recorded: the source as trees, the request as bytes, templates as Jinja has them."""
