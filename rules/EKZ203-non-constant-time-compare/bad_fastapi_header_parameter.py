"""A header parameter is compared with the configured secret."""

from fastapi import APIRouter, Header, HTTPException
from pydantic_settings import BaseSettings

router = APIRouter()


class Settings(BaseSettings):
    flw_secret_hash: str


settings = Settings()


@router.post("/webhooks/flutterwave")
async def flutterwave(body: dict, verif_hash: str = Header(None)):
    if verif_hash != settings.flw_secret_hash:  # ekz: EKZ203
        raise HTTPException(status_code=401)
    return {"received": body.get("event")}
