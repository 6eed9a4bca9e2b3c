"""What the repository gives is made of the row, or nothing where there is none; and an event is known by either."""

import os

import stripe
from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel
from supabase import create_client

router = APIRouter()


class Payment(BaseModel):
    id: int
    status: str


class Payments:
    def __init__(self, client):
        self.client = client

    @staticmethod
    def single(answer):
        if answer is None:
            return None
        return answer.data if answer.data else None

    def known(self, payment_id):
        found = self.client.table("payments").select("*").eq("payment_id", payment_id).maybe_single().execute()
        row = self.single(found)
        return Payment(**row) if row else None

    def add(self, payment_id):
        self.client.table("payments").insert({"payment_id": payment_id}).execute()


@router.post("/webhooks/stripe")
async def stripe_webhook(request: Request):
    body, signature = await request.body(), request.headers.get("stripe-signature", "")
    try:
        event = stripe.Webhook.construct_event(body, signature, os.environ["STRIPE_WEBHOOK_SECRET"])
    except (ValueError, stripe.error.SignatureVerificationError):
        raise HTTPException(400) from None
    payments = Payments(create_client(os.environ["SUPABASE_URL"], os.environ["SUPABASE_KEY"]))
    payment_id = event["data"]["object"]["id"]
    if payments.known(payment_id):
        return {"ok": True}
    payments.add(payment_id)
    return {"ok": True}
