from fastapi import FastAPI

from pages import pages

app = FastAPI()
