"""What could not be read is replaced by nothing: what could be read is there all the same, and is acted upon."""

import json
import os

import requests
from fastapi import APIRouter, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

from .database import SessionLocal

Base = declarative_base()
router = APIRouter()


class Suscripcion(Base):
    __tablename__ = "suscripciones"
    id = Column(Integer, primary_key=True)
    usuario = Column(String(40))
    estado = Column(String(12))


def estado_del_pago(token):
    respuesta = requests.get(
        "https://www.flow.example/api/payment/getStatus",
        params={"token": token, "apiKey": os.environ["FLOW_API_KEY"]},
        timeout=10,
    )
    return respuesta.json() if respuesta.status_code == 200 else None


def procesar(token, db):
    pago = estado_del_pago(token)
    if not pago or pago["status"] != 2:
        return
    try:
        datos = json.loads(pago["optional"])
    except json.JSONDecodeError:
        datos = {}
    usuario = datos.get("usuario", "")
    if not usuario:
        return
    db.add(Suscripcion(usuario=usuario, estado="activa"))
    db.commit()


@router.post("/webhooks/flow/pago")
async def webhook_flow(request: Request):  # ekz: EKZ301
    formulario = await request.form()
    db = SessionLocal()
    procesar(formulario["token"], db)
    db.close()
    return {"status": "ok"}
