"""A FastAPI dependency verifies and raises; the handler only runs after it."""

import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, HTTPException, Request
from shop.database import get_db
from shop.models import Order
from sqlalchemy.orm import Session

router = APIRouter()


async def signed_by_razorpay(request: Request) -> dict:
    raw = await request.body()
    expected = hmac.new(os.environ["RAZORPAY_WEBHOOK_SECRET"].encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-razorpay-signature", "")):
        raise HTTPException(status_code=401)
    return await request.json()


@router.post("/webhooks/razorpay")
async def razorpay_hook(event: dict = Depends(signed_by_razorpay), db: Session = Depends(get_db)):
    order = db.query(Order).filter(Order.razorpay_id == event["payload"]["order"]["entity"]["id"]).first()
    order.state = "paid"
    db.commit()
    return {"ok": True}
