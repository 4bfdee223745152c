def log(x):
    print(x)
