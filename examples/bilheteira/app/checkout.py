"""Checkout: an order is made, and a payment is asked for."""

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from . import payments, pricing
from .database import get_db
from .models import Order
from .schemas import GiftCardCheckout, PassCheckout, PosterCheckout, ReferenceCheckout, TicketCheckout

router = APIRouter(prefix="/checkout")


@router.post("/tickets")
def pay_with_ticket(body: TicketCheckout, db: Session = Depends(get_db)) -> dict:
    """Tickets, paid in the e-Kwanza application."""
    total = pricing.price_tickets(db, body.ticket_type_id, body.quantity)
    order = Order(
        email=body.email, phone=body.phone, ticket_type_id=body.ticket_type_id, quantity=body.quantity, total=total
    )
    db.add(order)
    attempt = payments.start_ticket(db, order)
    return {"order": order.id, "code": attempt.operation_code}


@router.post("/express")
def pay_by_express(body: TicketCheckout, db: Session = Depends(get_db)) -> dict:
    """Tickets, paid with Multicaixa Express."""
    total = pricing.price_tickets(db, body.ticket_type_id, body.quantity)
    order = Order(
        email=body.email, phone=body.phone, ticket_type_id=body.ticket_type_id, quantity=body.quantity, total=total
    )
    db.add(order)
    attempt = payments.start_charge(db, order, order.total, "GPO")
    return {"order": order.id, "charge": attempt.provider_id}


@router.post("/reference")
def pay_by_reference(body: ReferenceCheckout, db: Session = Depends(get_db)) -> dict:
    """Tickets, paid at a cash machine."""
    total = pricing.price_tickets(db, body.ticket_type_id, body.quantity)
    order = Order(
        email=body.email, phone=body.phone, ticket_type_id=body.ticket_type_id, quantity=body.quantity, total=total
    )
    db.add(order)
    attempt = payments.start_charge(db, order, body.amount, "REF")
    return {"order": order.id, "charge": attempt.provider_id}


@router.post("/pass")
def pay_pass(body: PassCheckout, db: Session = Depends(get_db)) -> dict:
    """A month of the season pass."""
    order = Order(email=body.email, phone=body.phone, kind="pass", total=pricing.MONTHLY_PASS)
    db.add(order)
    attempt = payments.start_charge(db, order, order.total, "GPO")
    return {"order": order.id, "charge": attempt.provider_id}


@router.post("/gift-card")
def pay_gift_card(body: GiftCardCheckout, db: Session = Depends(get_db)) -> dict:
    """A gift card."""
    value = pricing.GIFT_CARDS.get(body.size)
    if value is None:
        raise HTTPException(404, "no such gift card")
    order = Order(email=body.email, phone=body.phone, kind="gift-card", total=value)
    db.add(order)
    attempt = payments.start_charge(db, order, float(value), "GPO")
    return {"order": order.id, "charge": attempt.provider_id}


@router.post("/poster")
def pay_poster(body: PosterCheckout, db: Session = Depends(get_db)) -> dict:
    """A poster, fetched at the desk."""
    price = pricing.POSTERS.get(body.size)
    if price is None:
        raise HTTPException(404, "no such poster")
    order = Order(email=body.email, phone=body.phone, kind="poster", total=price)
    db.add(order)
    attempt = payments.start_charge(db, order, order.total, "GPO")
    return {"order": order.id, "charge": attempt.provider_id}
