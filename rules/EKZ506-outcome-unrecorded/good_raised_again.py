import os

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter()
Base = declarative_base()


class Payment(Base):
    __tablename__ = "payments"
    id = Column(Integer, primary_key=True)
    tx_ref = Column(String(40), unique=True)
    status = Column(String(12))


def get_db():
    yield Session()


@router.post("/webhooks/flutterwave")
async def flutterwave_webhook(request: Request, verif_hash: str = Header(), db: Session = Depends(get_db)):
    if verif_hash != os.environ["FLW_SECRET_HASH"]:
        raise HTTPException(401)
    body = await request.json()
    try:
        payment = db.query(Payment).filter_by(tx_ref=body["data"]["tx_ref"]).one()
        payment.status = "paid"
        db.commit()
    except Exception as error:
        db.rollback()
        raise HTTPException(500, "try again") from error
    return {"ok": True}
