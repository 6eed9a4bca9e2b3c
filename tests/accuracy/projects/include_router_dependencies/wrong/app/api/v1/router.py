from fastapi import APIRouter, Depends

from app.api.v1.endpoints import hooks
from app.db import get_db

api = APIRouter()
api.include_router(hooks.router, prefix="/hooks", dependencies=[Depends(get_db)])
