"""A conditional expression decides by M-Pesa's result code."""

from enum import Enum

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Payment

router = APIRouter()


class PaymentStatus(Enum):
    """What a provider's status means to us."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


_MPESA_STATUSES = {
    "4999": PaymentStatus.PENDING,
    "500.001.1001": PaymentStatus.PENDING,
    "0": PaymentStatus.PAID,
    "1": PaymentStatus.FAILED,
    "17": PaymentStatus.FAILED,
    "26": PaymentStatus.FAILED,
    "1001": PaymentStatus.FAILED,
    "1025": PaymentStatus.FAILED,
    "1032": PaymentStatus.FAILED,
    "1037": PaymentStatus.FAILED,
    "2001": PaymentStatus.FAILED,
    "9999": PaymentStatus.FAILED,
    "1019": PaymentStatus.EXPIRED,
}


def normalise_mpesa_status(raw: object) -> PaymentStatus:
    """M-Pesa's status in our own words; one that nobody knows is pending, never paid."""
    return _MPESA_STATUSES.get(str(raw).lower(), PaymentStatus.PENDING)


@router.post("/stk/callback")
async def stk_callback(body: dict, db: Session = Depends(get_db)):
    callback = body["Body"]["stkCallback"]
    payment = db.query(Payment).filter(Payment.checkout_id == callback["CheckoutRequestID"]).first()
    payment.state = "completed" if normalise_mpesa_status(callback["ResultCode"]) is PaymentStatus.PAID else "failed"
    db.commit()
    return {"ResultCode": 0}
