import os

import httpx
from fastapi import APIRouter, Depends, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter()
Base = declarative_base()


class Pedido(Base):
    __tablename__ = "pedidos"
    id = Column(Integer, primary_key=True)
    pagamento_id = Column(String(40), unique=True)
    status = Column(String(12))


def get_db():
    yield Session()


async def consultar(payment_id):
    async with httpx.AsyncClient() as client:
        headers = {"Authorization": f"Bearer {os.environ['MP_ACCESS_TOKEN']}"}
        answer = await client.get(f"https://api.mercadopago.com/v1/payments/{payment_id}", headers=headers)
    return answer.json()


@router.post("/webhooks/mercadopago")
async def mercadopago_webhook(request: Request, db: Session = Depends(get_db)):
    body = await request.json()
    try:
        pagamento = await consultar(body["data"]["id"])
        pedido = db.query(Pedido).filter_by(pagamento_id=str(pagamento["id"])).one()
        pedido.status = "pago"
        db.commit()
    except Exception as error:  # ekz: EKZ506
        db.rollback()
        return {"status": "error", "message": str(error)}
    return {"status": "ok"}
