from sqlalchemy import Column, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Payment(Base):
    __tablename__ = "payments"
    reference = Column(String, primary_key=True)
    status = Column(String, default="pending")
