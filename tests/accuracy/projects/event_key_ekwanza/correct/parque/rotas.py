from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.orm import Session

from parque.db import Estadia, get_db
from parque.ekwanza.assinatura import genuina
from parque.ekwanza.estados import normalise_status
from parque.registo import registar

router = APIRouter()


@router.post("/ekwanza/callback")
async def ekwanza_callback(request: Request, db: Session = Depends(get_db)):
    if not genuina(await request.body(), request.headers.get("x-signature")):
        raise HTTPException(401)
    corpo = await request.json()
    estado = normalise_status(corpo["operationStatus"])
    if not registar(db, corpo["merchantTransactionId"], estado):
        return {"duplicado": True}
    estadia = db.query(Estadia).filter_by(referencia=corpo["merchantTransactionId"]).first()
    if estadia is not None and estado == "paid":
        estadia.estado = "paga"
        db.commit()
    return {"ok": True}
