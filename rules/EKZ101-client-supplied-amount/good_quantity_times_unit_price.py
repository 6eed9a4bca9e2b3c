"""The client chooses how many; the server says what one costs."""

import stripe
from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import TicketType

router = APIRouter()


class Buy(BaseModel):
    ticket_type: int
    quantity: int


@router.post("/buy")
def buy(body: Buy, db: Session = Depends(get_db)):
    kind = db.get(TicketType, body.ticket_type)
    return stripe.PaymentIntent.create(amount=body.quantity * kind.price_cents, currency="usd")
