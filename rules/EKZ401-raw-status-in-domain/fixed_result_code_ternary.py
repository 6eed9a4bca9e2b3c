"""A conditional expression decides by M-Pesa's result code."""

from fastapi import APIRouter, Depends
from payment_status import PaymentStatus, normalise_mpesa_status
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Payment

router = APIRouter()


@router.post("/stk/callback")
async def stk_callback(body: dict, db: Session = Depends(get_db)):
    callback = body["Body"]["stkCallback"]
    payment = db.query(Payment).filter(Payment.checkout_id == callback["CheckoutRequestID"]).first()
    payment.state = "completed" if normalise_mpesa_status(callback["ResultCode"]) is PaymentStatus.PAID else "failed"
    db.commit()
    return {"ResultCode": 0}
