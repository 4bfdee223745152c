from fast_api import FastAPI

app = FastAPI()
