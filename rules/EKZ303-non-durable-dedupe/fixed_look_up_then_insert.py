"""Look-up and insert with no unique column: two deliveries at once both find nothing."""

import os

import stripe
from fastapi import APIRouter, Depends, Header, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

from shop.database import get_db

Base = declarative_base()
router = APIRouter()


class Purchase(Base):
    __tablename__ = "purchases"
    id = Column(Integer, primary_key=True)
    session = Column(String, unique=True)


@router.post("/stripe/webhook")
async def stripe_hook(request: Request, stripe_signature: str = Header(), db: Session = Depends(get_db)):
    event = stripe.Webhook.construct_event(await request.body(), stripe_signature, os.environ["WH_SECRET"])
    session = event["data"]["object"]["id"]
    existing = db.query(Purchase).filter(Purchase.session == session).first()
    if existing:
        return {"duplicate": True}
    db.add(Purchase(session=session))
    db.commit()
    return {"ok": True}
