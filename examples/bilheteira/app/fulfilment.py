"""What the customer gets for the money."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from . import mail
from .models import GiftCard, IssuedTicket, Order, SeasonPass


def issue_tickets(db: Session, order: Order) -> None:
    """Make the tickets of a paid order and mail them."""
    order.state = "paid"
    codes = []
    for _ in range(order.quantity):
        ticket = IssuedTicket(order_id=order.id, code=secrets.token_urlsafe(12))
        db.add(ticket)
        codes.append(ticket.code)
    if order.ticket_type is not None:
        order.ticket_type.stock -= order.quantity
    db.commit()
    mail.send(order.email, "Your tickets", "\n".join(codes))


def extend_pass(db: Session, order: Order) -> None:
    """One more month on the pass of a paid order."""
    owned = db.query(SeasonPass).filter_by(order_id=order.id).first()
    if owned is None:
        owned = SeasonPass(order_id=order.id, valid_until=datetime.now())
        db.add(owned)
    owned.valid_until = owned.valid_until + timedelta(days=30)
    order.state = "paid"
    db.commit()


def load_gift_card(db: Session, order: Order) -> None:
    """Put the paid value on the gift card."""
    card = db.query(GiftCard).filter_by(order_id=order.id).first()
    if card is None:
        card = GiftCard(order_id=order.id, face_value=order.total, balance=0)
        db.add(card)
    card.balance += order.total
    order.state = "paid"
    db.commit()


def hand_out_poster(db: Session, order: Order) -> None:
    """Tell the customer that the poster lies ready."""
    order.state = "paid"
    db.commit()
    mail.send(order.email, "Your poster", f"Fetch it at the desk with order {order.id}.")


def close_order(db: Session, order: Order, payload: dict) -> None:
    """Give up an order that the provider will not collect."""
    if int(payload["operationStatus"]) in (3, 4, 5):
        order.state = "failed"
        db.commit()
