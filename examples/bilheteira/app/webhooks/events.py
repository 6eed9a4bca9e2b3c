"""The register of callbacks."""

from fastapi import HTTPException
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..ekwanza import CallbackEvent
from ..models import Order, WebhookEvent


def register(db: Session, event: CallbackEvent, body: bytes) -> bool:
    """Keep a callback; False when it was taken before."""
    try:
        db.add(WebhookEvent(event_id=event.event_id, body=body.decode(errors="replace")))
        db.flush()
    except IntegrityError:
        db.rollback()
        return False
    return True


def order_of(db: Session, event: CallbackEvent) -> Order:
    """The order that a callback is about."""
    order = db.scalar(select(Order).where(Order.merchant_transaction_id == event.merchant_transaction_id))
    if order is None:
        raise HTTPException(404, "no such order")
    return order
