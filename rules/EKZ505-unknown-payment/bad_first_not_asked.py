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


@router.post("/webhooks/paystack")
async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
    raw = await request.body()
    expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), raw, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
        raise HTTPException(401)
    data = (await request.json())["data"]
    payment = db.query(Payment).filter(Payment.reference == data["reference"]).first()
    payment.status = "paid"  # ekz: EKZ505
    db.commit()
    return {"ok": True}
