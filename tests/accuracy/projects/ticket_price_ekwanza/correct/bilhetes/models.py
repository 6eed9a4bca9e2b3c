from sqlalchemy import Column, ForeignKey, Integer, Numeric, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Evento(Base):
    __tablename__ = "eventos"

    id = Column(Integer, primary_key=True)
    preco = Column(Numeric(12, 2), nullable=False)


class Pedido(Base):
    __tablename__ = "pedidos"

    id = Column(Integer, primary_key=True)
    evento_id = Column(ForeignKey("eventos.id"))
    telefone = Column(String(20))
    charge_id = Column(String(60))
