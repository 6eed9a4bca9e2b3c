import os

import httpx
from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter(prefix="/payments/paystack")
Base = declarative_base()


class Purchase(Base):
    __tablename__ = "purchases"
    id = Column(Integer, primary_key=True)
    reference = Column(String(40), unique=True)
    owner_id = Column(Integer)
    credits = Column(Integer)


class Account(Base):
    __tablename__ = "accounts"
    id = Column(Integer, primary_key=True)
    credits = Column(Integer)


def get_db():
    yield Session()


async def initialize(email, amount):
    async with httpx.AsyncClient() as client:
        headers = {"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"}
        body = {"email": email, "amount": amount}
        return await client.post("https://api.paystack.co/transaction/initialize", json=body, headers=headers)


@router.get("/callback")
async def paystack_callback(reference: str, db: Session = Depends(get_db)):  # ekz: EKZ507
    purchase = db.query(Purchase).filter(Purchase.reference == reference).first()
    account = db.get(Account, purchase.owner_id)
    account.credits += purchase.credits
    db.commit()
    return RedirectResponse("/account")
