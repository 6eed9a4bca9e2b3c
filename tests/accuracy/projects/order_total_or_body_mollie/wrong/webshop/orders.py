from decimal import Decimal

from sqlalchemy import Numeric, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    total: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    mollie_id: Mapped[str] = mapped_column(String(40), default="")


async def by_number(session: AsyncSession, number: str) -> Order:
    found = await session.execute(select(Order).where(Order.number == number))
    return found.scalar_one()
