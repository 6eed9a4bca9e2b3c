from fastapi import APIRouter, Depends

from app.api.v1.endpoints import hooks
from app.security import signed

api = APIRouter()
api.include_router(hooks.router, prefix="/hooks", dependencies=[Depends(signed)])
