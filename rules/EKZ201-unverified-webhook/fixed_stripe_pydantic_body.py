"""The event comes as a model of pydantic's, which knows its form and not its sender."""

import os

import stripe
from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from shop.config import settings
from shop.database import get_db
from shop.models import Order

stripe.api_key = settings.STRIPE_SECRET_KEY
router = APIRouter(prefix="/stripe")


class StripeEvent(BaseModel):
    type: str
    data: dict


@router.post("/webhook")
async def stripe_webhook(request: Request, event: StripeEvent, db: Session = Depends(get_db)):
    try:
        stripe.Webhook.construct_event(
            await request.body(), request.headers.get("Stripe-Signature", ""), os.environ["STRIPE_WEBHOOK_SECRET"]
        )
    except (ValueError, stripe.SignatureVerificationError) as error:
        raise HTTPException(status_code=401) from error
    if event.type == "checkout.session.completed":
        order = db.get(Order, event.data["object"]["client_reference_id"])
        order.state = "paid"
        db.commit()
    return {"ok": True}
