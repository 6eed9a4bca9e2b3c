import uuid

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import Session

from festa.db import Evento, Reserva, get_db
from festa.gateways.ekwanza import EkwanzaGateway

router = APIRouter(prefix="/bilhetes")


class Pedido(BaseModel):
    evento: int
    telefone: str


@router.post("")
async def reservar(pedido: Pedido, db: Session = Depends(get_db)):
    evento = db.get(Evento, pedido.evento)
    if evento is None:
        raise HTTPException(404)
    referencia = uuid.uuid4().hex[:15]
    reserva = Reserva(evento_id=evento.id, referencia=referencia)
    db.add(reserva)
    db.commit()
    reserva.codigo = await EkwanzaGateway().ticket(evento.preco, referencia, pedido.telefone)
    db.commit()
    return {"reserva": reserva.id, "codigo": reserva.codigo}
