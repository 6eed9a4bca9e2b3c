from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_engine("postgresql://localhost/festa")
SessionLocal = sessionmaker(engine)
Base = declarative_base()


class Evento(Base):
    __tablename__ = "eventos"
    id = Column(Integer, primary_key=True)
    preco = Column(Integer)


class Reserva(Base):
    __tablename__ = "reservas"
    id = Column(Integer, primary_key=True)
    evento_id = Column(Integer)
    referencia = Column(String(15), unique=True)
    codigo = Column(String(40))
    estado = Column(String(12), default="pendente")


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()
