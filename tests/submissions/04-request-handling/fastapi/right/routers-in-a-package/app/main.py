from fastapi import FastAPI

from app.routers import accounts, logins

app = FastAPI(title="Accounts")
app.include_router(logins.router)
app.include_router(accounts.router)
