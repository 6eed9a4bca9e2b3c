"""The amount of a Paystack payment is stored as binary floating point."""

from sqlalchemy import Column, Integer, Numeric, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Payment(Base):
    __tablename__ = "paystack_payments"
    id = Column(Integer, primary_key=True)
    reference = Column(String, unique=True)
    amount = Column(Numeric(12, 2), nullable=False)
