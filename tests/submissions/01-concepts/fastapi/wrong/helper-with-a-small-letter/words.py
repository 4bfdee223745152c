def compose(person):
    return dict(message=f"hello, {person}!")
