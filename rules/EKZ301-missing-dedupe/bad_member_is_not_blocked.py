"""That the member is not blocked says nothing of the payment: it extends the membership as often as it is sent."""

from datetime import datetime, timedelta

import razorpay
from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import Column, DateTime, Integer, String
from sqlalchemy.orm import Session, declarative_base

from .database import get_db
from .settings import settings
from .tokens import member_id_of

Base = declarative_base()
router = APIRouter(prefix="/payments")
client = razorpay.Client(auth=(settings.RAZORPAY_KEY, settings.RAZORPAY_SECRET))


class Member(Base):
    __tablename__ = "members"
    id = Column(Integer, primary_key=True)
    membership_status = Column(String(20), default="Trial")
    membership_end = Column(DateTime)


def current_member(member_id: int = Depends(member_id_of), db: Session = Depends(get_db)) -> Member:
    member = db.get(Member, member_id)
    if member.membership_status == "Blocked":
        raise HTTPException(403)
    return member


@router.post("/verify")
def verify_payment(body: dict, member: Member = Depends(current_member), db: Session = Depends(get_db)):  # ekz: EKZ301
    client.utility.verify_payment_signature(
        {
            "razorpay_order_id": body["razorpay_order_id"],
            "razorpay_payment_id": body["razorpay_payment_id"],
            "razorpay_signature": body["razorpay_signature"],
        }
    )
    member.membership_end = max(member.membership_end, datetime.now()) + timedelta(days=30)
    member.membership_status = "Active"
    db.commit()
    return {"until": member.membership_end}
