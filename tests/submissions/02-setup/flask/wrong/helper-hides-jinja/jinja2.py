def greeting():
    return "Hello, World!"
