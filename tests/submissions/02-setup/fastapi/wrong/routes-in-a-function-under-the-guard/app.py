from fastapi import FastAPI

service = FastAPI()


def add_pages(to):
    @to.get("/")
    def greeting():
        return {"Hello": "World"}


if __name__ == "__main__":
    add_pages(service)
