from fastapi import FastAPI
from fastapi.responses import JSONResponse

application = FastAPI(default_response_class=JSONResponse)


@application.get("/")
def root():
    return JSONResponse({"Hello": "World"})


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(application)
