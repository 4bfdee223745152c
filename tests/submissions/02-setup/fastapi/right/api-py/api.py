from pages import add_pages

from fastapi import FastAPI

api = FastAPI()
add_pages(api)
