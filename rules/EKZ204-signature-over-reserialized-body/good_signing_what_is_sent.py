import hashlib
import hmac
import json
import os

import httpx
import stripe
from fastapi import APIRouter, Request

router = APIRouter()


@router.post("/stripe/webhook")
async def stripe_webhook(request: Request):
    raw = await request.body()
    event = stripe.Webhook.construct_event(raw, request.headers["stripe-signature"], os.environ["STRIPE_WEBHOOK_SECRET"])
    text = json.dumps({"id": event["id"], "kind": event["type"]})
    signature = hmac.new(os.environ["PARTNER_KEY"].encode(), text.encode(), hashlib.sha256).hexdigest()
    async with httpx.AsyncClient() as client:
        await client.post("https://partner.example/events", content=text, headers={"x-signature": signature})
    return {"ok": True}
