import hashlib
import hmac
import os
from typing import Any

from fastapi import APIRouter, Header, HTTPException
from pydantic import BaseModel

from .storage import mark_paid

router = APIRouter()


class PaystackEvent(BaseModel):
    event: str
    data: dict[str, Any]


@router.post("/paystack/webhook")
async def paystack_webhook(body: PaystackEvent, x_paystack_signature: str = Header()):
    key = os.environ["PAYSTACK_SECRET_KEY"].encode()
    expected = hmac.new(key, msg=body.model_dump_json().encode(), digestmod=hashlib.sha512).hexdigest()  # ekz: EKZ204
    if not hmac.compare_digest(expected, x_paystack_signature):
        raise HTTPException(401)
    if body.event == "charge.success":
        await mark_paid(body.data["reference"])
    return {"ok": True}
