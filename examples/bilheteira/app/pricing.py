"""What things cost. The price is always ours."""

from decimal import Decimal

from fastapi import HTTPException
from sqlalchemy.orm import Session

from .models import TicketType

MONTHLY_PASS = Decimal("9500")
GIFT_CARDS = {"small": Decimal("5000"), "large": Decimal("20000")}
POSTERS = {"a3": Decimal("2500"), "a2": Decimal("4000")}


def price_tickets(db: Session, ticket_type_id: int, quantity: int) -> Decimal:
    """What `quantity` tickets of a kind cost."""
    kind = db.get(TicketType, ticket_type_id)
    if kind is None or quantity < 1 or quantity > kind.stock:
        raise HTTPException(404, "no such tickets")
    return kind.price * quantity
