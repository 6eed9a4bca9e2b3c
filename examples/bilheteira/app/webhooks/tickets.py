"""Callbacks of native tickets."""

import json

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session

from .. import ekwanza, fulfilment
from ..database import get_db
from .events import order_of, register

router = APIRouter(prefix="/webhooks/ekwanza")


@router.post("/ticket")
async def ticket_paid(request: Request, db: Session = Depends(get_db)) -> dict:
    """A native ticket was paid, or was not."""
    raw = await request.body()
    payload = json.loads(raw)
    ekwanza.check_ticket_signature(payload, request.headers.get("x-signature"))
    event = ekwanza.normalise_ticket(payload)
    if not register(db, event, raw):
        return {"status": "known"}
    order = order_of(db, event)
    if event.outcome is ekwanza.Outcome.PAID and event.amount == order.total:
        fulfilment.issue_tickets(db, order)
    db.commit()
    return {"status": "ok"}
