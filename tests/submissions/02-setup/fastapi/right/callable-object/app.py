from fastapi import FastAPI


class Greeter:
    def __init__(self, whom):
        self.whom = whom

    def __call__(self):
        return {"Hello": self.whom}


app = FastAPI()
app.add_api_route("/", Greeter("World"), name="greeter")
