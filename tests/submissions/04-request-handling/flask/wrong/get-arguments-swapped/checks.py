def first_missing(values, *names):
    for name in names:
        if name not in values:
            return name
    return None
