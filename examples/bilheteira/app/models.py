"""Tables: what is sold, what is ordered, what was paid."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .database import Base


class TicketType(Base):
    """A kind of ticket of one show."""

    __tablename__ = "ticket_types"

    id: Mapped[int] = mapped_column(primary_key=True)
    show: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(60))
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    stock: Mapped[int] = mapped_column(default=0)


class Order(Base):
    """What somebody wants to buy."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20), default="ticket")
    ticket_type_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_types.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    total: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    state: Mapped[str] = mapped_column(String(20), default="pending")
    merchant_transaction_id: Mapped[str | None] = mapped_column(String(15), unique=True)
    ticket_type: Mapped[TicketType | None] = relationship()


class PaymentAttempt(Base):
    """One try to get an order paid."""

    __tablename__ = "payment_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    rail: Mapped[str] = mapped_column(String(10))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    state: Mapped[str] = mapped_column(String(20), default="created")
    provider_id: Mapped[str | None] = mapped_column(String(60))
    operation_code: Mapped[str | None] = mapped_column(String(60))
    order: Mapped[Order] = relationship()


class WebhookEvent(Base):
    """A callback that was taken; the second one with the same id is refused by the table."""

    __tablename__ = "webhook_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(120), unique=True)
    body: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(default=datetime.now)


class IssuedTicket(Base):
    """A ticket that opens a door."""

    __tablename__ = "issued_tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    code: Mapped[str] = mapped_column(String(40), unique=True)


class SeasonPass(Base):
    """A pass that is paid by the month."""

    __tablename__ = "season_passes"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    valid_until: Mapped[datetime]


class GiftCard(Base):
    """Money that is kept for somebody."""

    __tablename__ = "gift_cards"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    face_value: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    balance: Mapped[Decimal] = mapped_column(Numeric(12, 2), default=0)
