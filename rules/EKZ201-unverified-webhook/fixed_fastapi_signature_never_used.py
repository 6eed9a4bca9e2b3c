"""The signature header is read into a variable and never looked at."""

import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Order

router = APIRouter()


@router.post("/webhooks/razorpay")
async def razorpay_hook(
    request: Request, x_razorpay_signature: str = Header(None), db: Session = Depends(get_db)
):
    secret = os.environ["RAZORPAY_WEBHOOK_SECRET"]
    expected = hmac.new(secret.encode(), await request.body(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get("X-Razorpay-Signature", "").encode()):
        raise HTTPException(status_code=401)
    body = await request.json()
    order = db.query(Order).filter(Order.razorpay_id == body["payload"]["order"]["entity"]["id"]).first()
    order.state = "paid"
    db.commit()
    return {"ok": True}
