from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

SessionLocal = sessionmaker(create_engine("postgresql://localhost/parque"))
Base = declarative_base()


class Estadia(Base):
    __tablename__ = "estadias"
    id = Column(Integer, primary_key=True)
    referencia = Column(String(15), unique=True)
    estado = Column(String(12), default="pendente")


class WebhookEvent(Base):
    __tablename__ = "webhook_events"
    id = Column(Integer, primary_key=True)
    event_key = Column(String(80), unique=True)


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()
