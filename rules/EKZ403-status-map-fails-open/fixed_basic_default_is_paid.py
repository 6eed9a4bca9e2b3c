"""A status that is not in the map counts as paid."""

from fastapi import APIRouter, Request

from app.adapters import appypay
from app.models import PaymentStatus, orders

router = APIRouter()
STATES = {
    "0": PaymentStatus.PENDING,
    "3": PaymentStatus.EXPIRED,
    "4": PaymentStatus.FAILED,
    "5": PaymentStatus.FAILED,
    "1": PaymentStatus.PAID,
}


@router.post("/webhooks/appypay")
async def appypay_webhook(request: Request):
    event = await appypay.verified(request)
    body = await request.json()
    status = STATES.get(str(body["operationStatus"]), PaymentStatus.PENDING)
    await orders.settle(event.merchant_transaction_id, status)
    return {"ok": True}
