from fastapi import FastAPI


class Service(FastAPI):
    def __init__(self):
        super().__init__(title="Service")
        self.get("/")(self.root)

    def root(self):
        return {"Hello": "World"}


app = Service()
