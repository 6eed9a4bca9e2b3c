"""The wildcard of a match is whatever the provider thinks of next."""

from fastapi import APIRouter, Request
from payment_status import PaymentStatus, normalise_flutterwave_status

from app.adapters import flutterwave
from app.models import Order

router = APIRouter()


@router.post("/webhooks/flutterwave")
async def flutterwave_webhook(request: Request):
    body = await flutterwave.verified(request)
    data = (await request.json())["data"]
    order = await Order.get(body.reference)
    match data["status"]:
        case "failed":
            order.status = "failed"
        case "pending":
            order.status = "pending"
        case _ if normalise_flutterwave_status(data["status"]) is PaymentStatus.PAID:
            order.status = "paid"
    await order.save()
