counter = {"hits": 0}
