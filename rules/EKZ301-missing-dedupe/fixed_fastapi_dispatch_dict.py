"""The effect hides behind a table of handlers: a repeated event extends the membership once more."""

import os
from datetime import timedelta

import stripe
from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import DateTime, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from gym.database import get_session

router = APIRouter(prefix="/stripe")


class Base(DeclarativeBase):
    pass


class Membership(Base):
    __tablename__ = "memberships"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(40), unique=True)
    expires_at: Mapped[DateTime] = mapped_column(DateTime)


class WebhookEvent(Base):
    """An event of a payment provider that was handled, once: the key is unique."""

    __tablename__ = "webhook_events"

    event_id: Mapped[str] = mapped_column(String(255), primary_key=True)


def extend_membership(db: Session, invoice) -> None:
    membership = db.scalars(select(Membership).where(Membership.customer_id == invoice["customer"])).one_or_none()
    if membership is None:
        return
    membership.expires_at += timedelta(days=30)
    db.commit()


def note_failure(db: Session, invoice) -> None:
    print("payment failed for", invoice["customer"])


HANDLERS = {
    "invoice.paid": extend_membership,
    "invoice.payment_failed": note_failure,
}


@router.post("/webhook")
async def stripe_webhook(request: Request, db: Session = Depends(get_session)):
    payload = await request.body()
    try:
        event = stripe.Webhook.construct_event(
            payload, request.headers.get("stripe-signature"), os.environ["STRIPE_WEBHOOK_SECRET"]
        )
    except Exception:
        raise HTTPException(status_code=400, detail="bad signature")
    handler = HANDLERS.get(event["type"])
    if handler:
        db.add(WebhookEvent(event_id=event["id"]))
        try:
            db.flush()
        except IntegrityError:
            db.rollback()
            return {"received": True}
        handler(db, event["data"]["object"])
    return {"received": True}
