"""A raw copy is kept; nothing is done with it."""

from fastapi import APIRouter, Request

from app.adapters.paystack import PaystackAdapter
from app.models import WebhookLog
from app.tasks import settle

router = APIRouter()
adapter = PaystackAdapter()


async def save_raw(payload):
    await WebhookLog.create(raw=payload)


@router.post("/webhooks/paystack")
async def paystack_webhook(request: Request):
    payment = adapter.normalise_webhook(await request.body(), request.headers["x-paystack-signature"])
    await save_raw(await request.json())
    settle.delay(payment.reference)
    return {"ok": True}
