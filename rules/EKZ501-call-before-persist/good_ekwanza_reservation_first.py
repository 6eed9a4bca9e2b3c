import os

import httpx
from fastapi import APIRouter, Depends
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter(prefix="/bilhetes")
Base = declarative_base()


class Evento(Base):
    __tablename__ = "eventos"
    id = Column(Integer, primary_key=True)
    preco = Column(Integer)


class Reserva(Base):
    __tablename__ = "reservas"
    id = Column(Integer, primary_key=True)
    evento_id = Column(Integer)
    reference_code = Column(String(20), unique=True)
    ticket_code = Column(String(40))
    estado = Column(String(12), default="pendente")


def get_db():
    yield Session()


@router.post("/{evento_id}")
async def comprar(evento_id: int, telefone: str, db: Session = Depends(get_db)):
    evento = db.get(Evento, evento_id)
    reserva = Reserva(evento_id=evento.id)
    db.add(reserva)
    db.commit()
    token = os.environ["EKWANZA_NOTIFICATION_TOKEN"]
    async with httpx.AsyncClient(timeout=20) as client:
        answer = await client.post(
            f"https://partnersapi.e-kwanza.ao/Ticket/{token}",
            params={"amount": evento.preco, "referenceCode": reserva.id, "mobileNumber": telefone},
        )
    reserva.ticket_code = answer.json()["Code"]
    db.commit()
    return {"ticket": reserva.ticket_code}
