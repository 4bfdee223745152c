def add_pages(app):
    @app.get("/")
    def index():
        return {"Hello": "World"}
