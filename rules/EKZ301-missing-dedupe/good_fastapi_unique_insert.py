"""The event's id goes first into a unique column; a second delivery fails there and ends."""

import os

import stripe
from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shop.database import get_session

router = APIRouter()


class Base(DeclarativeBase):
    pass


class WebhookEvent(Base):
    __tablename__ = "webhook_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    stripe_id: Mapped[str] = mapped_column(String(40), unique=True)
    credits: Mapped[int] = mapped_column(default=0)


@router.post("/stripe/webhook")
async def stripe_webhook(request: Request, session: Session = Depends(get_session)):
    payload = await request.body()
    try:
        event = stripe.Webhook.construct_event(
            payload, request.headers.get("stripe-signature"), os.environ["STRIPE_WEBHOOK_SECRET"]
        )
    except ValueError as error:
        raise HTTPException(400) from error

    session.add(WebhookEvent(event_id=event["id"]))
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        return {"status": "duplicate"}

    if event["type"] == "invoice.paid":
        stripe_id = event["data"]["object"]["customer"]
        customer = session.scalars(select(Customer).where(Customer.stripe_id == stripe_id)).one()
        customer.credits += 100
    session.commit()
    return {"status": "ok"}
