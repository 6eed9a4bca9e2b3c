import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter()
Base = declarative_base()


class Payment(Base):
    __tablename__ = "payments"
    id = Column(Integer, primary_key=True)
    reference = Column(String(40), unique=True)
    status = Column(String(12))


def get_db():
    yield Session()


def payment_of(db, reference):
    if not reference:
        return None
    return db.query(Payment).filter(Payment.reference == reference).first()


@router.post("/webhooks/paystack")
async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
    raw = await request.body()
    expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), raw, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
        raise HTTPException(401)
    payment = payment_of(db, (await request.json())["data"].get("reference"))
    if payment is not None and payment.status == "pending":
        payment.status = "paid"
        db.commit()
    return {"ok": True}
