from fastapi import FastAPI

from app.api.v1.router import api

app = FastAPI()
app.include_router(api, prefix="/v1")
