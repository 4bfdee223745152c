from . import items, pages


def add_views(app):
    app.add_url_rule("/", view_func=pages.index)
    app.add_url_rule("/hello", view_func=pages.hello)
    app.add_url_rule("/users/<username>", view_func=pages.user)
    app.add_url_rule("/items/<int:item_id>", view_func=items.item)
    app.add_url_rule("/ping", view_func=pages.ping, methods=["POST"])
    app.add_url_rule("/links", view_func=items.links)
