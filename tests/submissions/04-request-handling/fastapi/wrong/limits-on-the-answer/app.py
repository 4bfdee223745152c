from fastapi import FastAPI
from web.views import site

server = FastAPI()
server.include_router(site)
