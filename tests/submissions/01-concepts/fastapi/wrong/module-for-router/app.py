from fastapi import FastAPI
import calc

app = FastAPI()
app.include_router(calc)
