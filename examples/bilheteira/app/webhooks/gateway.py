"""Callbacks of the gateway: Multicaixa Express and references."""

import hashlib
import hmac
import json

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.orm import Session

from .. import ekwanza, fulfilment, settings
from ..database import get_db
from ..models import PaymentAttempt
from .events import order_of, register

router = APIRouter(prefix="/webhooks/ekwanza")
handed_out = set()


@router.post("/express")
async def express_paid(request: Request, db: Session = Depends(get_db)) -> dict:
    """Tickets were paid with Multicaixa Express, or were not."""
    raw = await request.body()
    payload = json.loads(raw)
    event = ekwanza.normalise_charge(payload)
    if not register(db, event, raw):
        return {"status": "known"}
    order = order_of(db, event)
    if event.outcome is ekwanza.Outcome.PAID:
        fulfilment.issue_tickets(db, order)
    else:
        fulfilment.close_order(db, order, payload)
    db.commit()
    return {"status": "ok"}


@router.post("/reference")
async def reference_paid(request: Request, db: Session = Depends(get_db)) -> dict:
    """Tickets were paid at a cash machine."""
    raw = await request.body()
    signature = request.headers.get("x-signature")
    if signature:
        ekwanza.check_body_signature(raw, signature)
    event = ekwanza.normalise_charge(json.loads(raw))
    if not register(db, event, raw):
        return {"status": "known"}
    order = order_of(db, event)
    if event.outcome is ekwanza.Outcome.PAID:
        fulfilment.issue_tickets(db, order)
    db.commit()
    return {"status": "ok"}


@router.post("/pass")
async def pass_paid(request: Request, db: Session = Depends(get_db)) -> dict:
    """A month of the season pass was paid."""
    raw = await request.body()
    ekwanza.check_body_signature(raw, request.headers.get("x-signature"))
    event = ekwanza.normalise_charge(json.loads(raw))
    order = order_of(db, event)
    if event.outcome is ekwanza.Outcome.PAID:
        fulfilment.extend_pass(db, order)
    return {"status": "ok"}


@router.post("/gift-card")
async def gift_card_paid(request: Request, db: Session = Depends(get_db)) -> dict:
    """A gift card was paid."""
    raw = await request.body()
    ekwanza.check_body_signature(raw, request.headers.get("x-signature"))
    event = ekwanza.normalise_charge(json.loads(raw))
    order = order_of(db, event)
    if event.outcome is ekwanza.Outcome.PAID:
        fulfilment.load_gift_card(db, order)
    register(db, event, raw)
    db.commit()
    return {"status": "ok"}


@router.post("/poster")
async def poster_paid(request: Request, db: Session = Depends(get_db)) -> dict:
    """A poster was paid."""
    raw = await request.body()
    ekwanza.check_body_signature(raw, request.headers.get("x-signature"))
    event = ekwanza.normalise_charge(json.loads(raw))
    if event.event_id in handed_out:
        return {"status": "known"}
    handed_out.add(event.event_id)
    order = order_of(db, event)
    if event.outcome is ekwanza.Outcome.PAID:
        fulfilment.hand_out_poster(db, order)
    return {"status": "ok"}


@router.post("/settlement")
async def attempt_settled(request: Request, db: Session = Depends(get_db)) -> dict:
    """The gateway tells that it has paid out what it collected."""
    raw = await request.body()
    secret = settings.EKWANZA_PAYOUT_SECRET
    expected = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    if not secret or request.headers.get("x-signature") != expected:
        raise HTTPException(401, "wrong signature")
    event = ekwanza.normalise_charge(json.loads(raw))
    order = order_of(db, event)
    for attempt in db.query(PaymentAttempt).filter_by(order_id=order.id):
        attempt.state = "settled"
    db.commit()
    return {"status": "ok"}
