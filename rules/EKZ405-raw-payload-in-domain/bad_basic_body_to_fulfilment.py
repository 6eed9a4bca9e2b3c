"""The adapter verifies, and the business reads the raw body all the same."""

from fastapi import APIRouter, Request

from app.adapters.paystack import PaystackAdapter
from app.mail import send_email
from app.models import Order

router = APIRouter()
adapter = PaystackAdapter()


async def fulfil(payload):
    order = await Order.get(reference=payload["data"]["reference"])
    order.status = "paid"
    await order.save()
    send_email(order.email, "Paid")


@router.post("/webhooks/paystack")
async def paystack_webhook(request: Request):
    adapter.verify_webhook(await request.body(), request.headers["x-paystack-signature"])
    body = await request.json()
    await fulfil(body)  # ekz: EKZ405
    return {"ok": True}
