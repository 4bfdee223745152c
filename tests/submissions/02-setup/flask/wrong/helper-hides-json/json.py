data = {}
