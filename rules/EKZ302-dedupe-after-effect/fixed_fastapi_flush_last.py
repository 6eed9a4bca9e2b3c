"""The ledger row is added before the unique event row."""

import os

import stripe
from fastapi import APIRouter, Depends, Header, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, declarative_base

from shop.database import get_db

Base = declarative_base()
router = APIRouter()


class Movement(Base):
    __tablename__ = "movements"
    id = Column(Integer, primary_key=True)
    cents = Column(Integer)


class SeenEvent(Base):
    __tablename__ = "seen_events"
    id = Column(Integer, primary_key=True)
    event_id = Column(String, unique=True)


@router.post("/stripe/webhook")
async def stripe_hook(request: Request, stripe_signature: str = Header(), db: Session = Depends(get_db)):
    event = stripe.Webhook.construct_event(await request.body(), stripe_signature, os.environ["WH_SECRET"])
    db.add(SeenEvent(event_id=event["id"]))
    try:
        db.flush()
    except IntegrityError:
        db.rollback()
        return {"ok": True}
    db.add(Movement(cents=event["data"]["object"]["amount"]))
    db.commit()
    return {"ok": True}
