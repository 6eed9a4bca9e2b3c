"""The business gets an event of its own."""

from fastapi import APIRouter, Request

from app.adapters.paystack import PaystackAdapter
from app.mail import send_email
from app.models import Order

router = APIRouter()
adapter = PaystackAdapter()


async def fulfil(payment):
    order = await Order.get(reference=payment.reference)
    order.status = "paid"
    await order.save()
    send_email(order.email, "Paid")


@router.post("/webhooks/paystack")
async def paystack_webhook(request: Request):
    payment = adapter.normalise_webhook(await request.body(), request.headers["x-paystack-signature"])
    await fulfil(payment)
    return {"ok": True}
