def compose(person):
    print({"message": f"Hello, {person}!"})
