from decimal import Decimal

from sqlalchemy import Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Room(Base):
    __tablename__ = "rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    nightly: Mapped[Decimal] = mapped_column(Numeric(10, 2))


class Stay(Base):
    __tablename__ = "stays"

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int]
    nights: Mapped[int]
    razorpay_order: Mapped[str] = mapped_column(String(40), default="")
