"""A failed check is caught, printed and forgotten."""

import os

import stripe
from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Order

router = APIRouter()


@router.post("/stripe/webhook")
async def stripe_hook(request: Request, stripe_signature: str = Header(None), db: Session = Depends(get_db)):
    raw = await request.body()
    try:
        stripe.Webhook.construct_event(raw, stripe_signature, os.environ["STRIPE_WEBHOOK_SECRET"])
    except Exception as error:
        print("signature", error)
        raise HTTPException(status_code=401) from error
    event = await request.json()
    order = db.query(Order).filter(Order.session == event["data"]["object"]["id"]).first()
    order.state = "paid"
    db.commit()
    return {"ok": True}
