import os

import stripe
from fastapi import APIRouter, Header, HTTPException, Request

from radar.alerts import announce
from radar.events import is_new

router = APIRouter()


@router.post("/stripe")
async def stripe_events(request: Request, stripe_signature: str = Header("")):
    try:
        event = stripe.Webhook.construct_event(
            await request.body(), stripe_signature, os.environ["STRIPE_WEBHOOK_SECRET"]
        )
    except stripe.error.SignatureVerificationError as problem:
        raise HTTPException(400) from problem
    if event["type"] == "invoice.paid" and is_new(event["id"]):
        await announce(event["data"]["object"]["customer_email"])
    return {"ok": True}
