import hashlib
import hmac
import json

from fastapi import APIRouter, Depends, Header, HTTPException, Request

from purse.config import settings
from purse.service import FundingService

router = APIRouter(prefix="/hooks")


@router.post("/paystack")
async def paystack_hook(  # ekz: EKZ301
    request: Request, x_paystack_signature: str = Header(""), service: FundingService = Depends()
):
    raw = await request.body()
    expected = hmac.new(settings.paystack_secret.encode(), raw, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, x_paystack_signature):
        raise HTTPException(401)
    event = json.loads(raw)
    if event["event"] == "charge.success":
        await service.settle(event["data"]["reference"])
    return {"ok": True}
