import os

import stripe
from fastapi import FastAPI, Header, HTTPException, Request

from studio.credits import grant

app = FastAPI()
stripe.api_key = os.environ["STRIPE_SECRET_KEY"]


@app.post("/api/stripe-webhook")
async def stripe_webhook(request: Request, stripe_signature: str = Header(None)):  # ekz: EKZ301
    try:
        event = stripe.Webhook.construct_event(
            await request.body(), stripe_signature, os.environ["STRIPE_WEBHOOK_SECRET"]
        )
    except (ValueError, stripe.SignatureVerificationError) as problem:
        raise HTTPException(status_code=400) from problem
    if event["type"] == "checkout.session.completed":
        session = event["data"]["object"]
        grant(session["client_reference_id"], session["payment_intent"], session["metadata"]["pack"])
    return {"received": True}
