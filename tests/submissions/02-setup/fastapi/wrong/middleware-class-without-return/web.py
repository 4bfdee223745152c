from starlette.middleware.base import BaseHTTPMiddleware


class Stamp(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        answer = await call_next(request)
        answer.headers["X-Stamp"] = "kata"
