import stripe
from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.orm import Session

from .db import get_db
from .events import event_of
from .settlement import settle

router = APIRouter()


@router.post("/stripe/webhook")
async def stripe_webhook(request: Request, db: Session = Depends(get_db)):  # ekz: EKZ202
    try:
        event = event_of(await request.body(), request.headers.get("stripe-signature", ""))
    except (ValueError, stripe.error.SignatureVerificationError):
        raise HTTPException(400) from None
    if event["type"] == "payment_intent.succeeded":
        settle(db, event["data"]["object"]["id"])
    return {}
