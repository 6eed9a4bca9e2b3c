import hashlib
import hmac
import os

from fastapi import APIRouter, HTTPException, Request

from .storage import mark_paid

router = APIRouter()


@router.post("/ekwanza/callback")
async def ekwanza_callback(request: Request):
    body = await request.json()
    signed = f"{body['code']}{body['operationCode']}{os.environ['EKWANZA_MERCHANT_REGISTRATION_NUMBER']}"
    signed += os.environ["EKWANZA_NOTIFICATION_TOKEN"]
    expected = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-signature", "")):
        raise HTTPException(401)
    await mark_paid(body["operationCode"])
    return {"ok": True}
