"""The event's id is inserted into a unique column first; a duplicate ends there."""

import os

import stripe
from fastapi import APIRouter, Depends, Header, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, declarative_base

from shop.database import get_db
from shop.fulfilment import issue_tickets

Base = declarative_base()
router = APIRouter()


class SeenEvent(Base):
    __tablename__ = "seen_events"
    id = Column(Integer, primary_key=True)
    event_id = Column(String, unique=True)


@router.post("/stripe/webhook")
async def stripe_hook(request: Request, stripe_signature: str = Header(), db: Session = Depends(get_db)):
    event = stripe.Webhook.construct_event(
        await request.body(), stripe_signature, os.environ["STRIPE_WEBHOOK_SECRET"]
    )
    try:
        db.add(SeenEvent(event_id=event["id"]))
        db.flush()
    except IntegrityError:
        return {"duplicate": True}
    issue_tickets(db, event["data"]["object"])
    db.commit()
    return {"ok": True}
