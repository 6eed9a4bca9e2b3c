"""What the pages send."""

from decimal import Decimal

from pydantic import BaseModel


class TicketCheckout(BaseModel):
    """Tickets that somebody wants."""

    email: str
    phone: str
    ticket_type_id: int
    quantity: int = 1


class ReferenceCheckout(TicketCheckout):
    """Tickets that are paid at a cash machine."""

    amount: Decimal


class PassCheckout(BaseModel):
    """A season pass."""

    email: str
    phone: str


class GiftCardCheckout(BaseModel):
    """A gift card of one of our sizes."""

    email: str
    phone: str
    size: str


class PosterCheckout(BaseModel):
    """A poster of one of our sizes."""

    email: str
    phone: str
    size: str
