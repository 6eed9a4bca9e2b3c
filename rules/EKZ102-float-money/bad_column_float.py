"""The amount of a Paystack payment is stored as binary floating point."""

from sqlalchemy import Column, Float, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Payment(Base):
    __tablename__ = "paystack_payments"
    id = Column(Integer, primary_key=True)
    reference = Column(String, unique=True)
    amount = Column(Float, nullable=False)  # ekz: EKZ102
