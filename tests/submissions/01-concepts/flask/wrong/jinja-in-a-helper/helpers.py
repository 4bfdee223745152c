import jinja2

TEMPLATE = jinja2.Template("<p>Hello, {{ who }}!</p>")


def page(who):
    return TEMPLATE.render(who=who)
