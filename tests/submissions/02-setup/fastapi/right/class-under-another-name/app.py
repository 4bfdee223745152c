import fastapi as framework
Application = framework.FastAPI
site = Application(title="A site")
class Pages:
    def front(self) -> dict[str, str]:
        return {"Hello": "World"}
site.add_api_route("/", Pages().front, methods=["GET"])
