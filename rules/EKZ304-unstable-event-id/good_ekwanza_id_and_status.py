import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, declarative_base

router = APIRouter()
Base = declarative_base()


class WebhookEvent(Base):
    __tablename__ = "webhook_events"
    id = Column(Integer, primary_key=True)
    event_key = Column(String(80), unique=True)


class Reserva(Base):
    __tablename__ = "reservas"
    id = Column(Integer, primary_key=True)
    referencia = Column(String(15), unique=True)
    estado = Column(String(12))


def get_db():
    yield Session()


def genuine(raw, given):
    expected = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, given)


@router.post("/ekwanza/callback")
async def ekwanza_callback(request: Request, db: Session = Depends(get_db)):
    if not genuine(await request.body(), request.headers.get("x-signature", "")):
        raise HTTPException(401)
    body = await request.json()
    try:
        db.add(WebhookEvent(event_key=f"ekwanza:{body['merchantTransactionId']}:{body['operationStatus']}"))
        db.commit()
    except IntegrityError:
        return {"duplicate": True}
    reserva = db.query(Reserva).filter_by(referencia=body["merchantTransactionId"]).first()
    if reserva is not None and str(body["operationStatus"]) == "1":
        reserva.estado = "paga"
        db.commit()
    return {"ok": True}
