from sqlalchemy import Column, String
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import declarative_base

Base = declarative_base()
engine = create_async_engine("sqlite+aiosqlite://")
async_session = async_sessionmaker(engine, class_=AsyncSession)


class Order(Base):
    __tablename__ = "orders"
    reference = Column(String, primary_key=True)
    status = Column(String)


async def mark_order_paid(reference):
    async with async_session() as session:
        order = await session.get(Order, reference)
        if order is not None:
            order.status = "paid"
            await session.commit()
