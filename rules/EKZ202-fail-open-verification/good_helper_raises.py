"""The helper raises on a missing secret, a missing header and a wrong signature."""

import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Payment

router = APIRouter()


def require_signature(raw: bytes, header: str | None) -> None:
    secret = os.getenv("PAYSTACK_SECRET_KEY")
    if not secret:
        raise HTTPException(status_code=500)
    if not header:
        raise HTTPException(status_code=401)
    if not hmac.compare_digest(hmac.new(secret.encode(), raw, hashlib.sha512).hexdigest(), header):
        raise HTTPException(status_code=401)


@router.post("/paystack/webhook")
async def paystack_hook(request: Request, db: Session = Depends(get_db)):
    require_signature(await request.body(), request.headers.get("x-paystack-signature"))
    event = await request.json()
    payment = db.query(Payment).filter(Payment.reference == event["data"]["reference"]).first()
    payment.state = "paid"
    db.commit()
    return {"ok": True}
