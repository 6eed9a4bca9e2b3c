import os

import httpx
from fastapi import APIRouter, Depends
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter(prefix="/reservas")
Base = declarative_base()


class Reserva(Base):
    __tablename__ = "reservas"
    id = Column(Integer, primary_key=True)
    preco = Column(Integer)
    referencia = Column(String(15), unique=True)


def get_db():
    yield Session()


@router.post("/{reserva_id}/pagar")
async def pagar(reserva_id: int, telefone: str, db: Session = Depends(get_db)):
    reserva = db.get(Reserva, reserva_id)
    token = os.environ["EKWANZA_NOTIFICATION_TOKEN"]
    async with httpx.AsyncClient(timeout=20) as client:
        answer = await client.post(
            f"https://partnersapi.e-kwanza.ao/Ticket/{token}",
            params={"amount": reserva.preco, "referenceCode": reserva.referencia, "mobileNumber": telefone},
        )
    return {"qr": answer.json()["QRCode"]}
