"""A header parameter is compared with the configured secret."""

import hmac

from fastapi import APIRouter, Header, HTTPException
from pydantic_settings import BaseSettings

router = APIRouter()


class Settings(BaseSettings):
    flw_secret_hash: str


settings = Settings()


@router.post("/webhooks/flutterwave")
async def flutterwave(body: dict, verif_hash: str = Header(None)):
    if not (verif_hash and hmac.compare_digest(verif_hash.encode(), settings.flw_secret_hash.encode())):
        raise HTTPException(status_code=401)
    return {"received": body.get("event")}
