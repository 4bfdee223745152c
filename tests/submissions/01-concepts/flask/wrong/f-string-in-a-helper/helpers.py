def page(who):
    return f"<p>Hello, {who}!</p>"
