import os

from fastapi import FastAPI

from .middleware import SignatureMiddleware
from .routers.hooks import router as hooks_router

app = FastAPI()
app.add_middleware(SignatureMiddleware, secret=os.environ["PAYSTACK_SECRET_KEY"])
app.include_router(hooks_router, prefix="/hooks")
