from fastapi import FastAPI, Request
from fastapi.templating import Jinja2Templates

app = FastAPI()
t = Jinja2Templates(directory="templates")


@app.get("/greet/{name}")
def greet(request: Request, name: str):
    return t.TemplateResponse("greet.html", {"request": request, "name": name})


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
