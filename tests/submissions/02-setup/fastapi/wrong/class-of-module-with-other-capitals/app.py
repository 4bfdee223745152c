import fastapi

app = fastapi.FastApi()
