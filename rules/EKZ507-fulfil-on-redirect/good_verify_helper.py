import os

import requests
from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import RedirectResponse
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter(prefix="/payments/paystack")
Base = declarative_base()


class Purchase(Base):
    __tablename__ = "purchases"
    id = Column(Integer, primary_key=True)
    reference = Column(String(40), unique=True)
    status = Column(String(12))


def get_db():
    yield Session()


def confirm(reference):
    answer = requests.get(
        f"https://api.paystack.co/transaction/verify/{reference}",
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=20,
    )
    if answer.json()["data"]["status"] != "success":
        raise HTTPException(402, "not paid")


@router.get("/callback")
def paystack_callback(reference: str, db: Session = Depends(get_db)):
    purchase = db.query(Purchase).filter(Purchase.reference == reference).first()
    confirm(reference)
    purchase.status = "paid"
    db.commit()
    return RedirectResponse("/account")
