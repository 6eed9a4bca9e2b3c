import os

import stripe
from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy.orm import Session

from arcade.coins import give_coins
from arcade.database import get_db

router = APIRouter()


@router.post("/stripe/events")
async def stripe_events(request: Request, stripe_signature: str = Header(), db: Session = Depends(get_db)):
    try:
        event = stripe.Webhook.construct_event(
            await request.body(), stripe_signature, os.environ["STRIPE_WEBHOOK_SECRET"]
        )
    except (ValueError, stripe.error.SignatureVerificationError) as problem:
        raise HTTPException(400) from problem
    if event["type"] == "checkout.session.completed":
        give_coins(db, event["id"], event["data"]["object"]["metadata"]["player"])
    return {"ok": True}
