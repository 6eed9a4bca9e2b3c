from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

SessionLocal = sessionmaker(create_engine("postgresql://localhost/bakery"))
Base = declarative_base()


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    reference = Column(String(40), unique=True)
    status = Column(String(12), default="pending")


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()
