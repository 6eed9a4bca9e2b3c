import os
import uuid

import httpx
from fastapi import APIRouter, Depends
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter(prefix="/inscricoes")
Base = declarative_base()
GATEWAY = "https://gwy-api.appypay.co.ao/v2.0"


class Curso(Base):
    __tablename__ = "cursos"
    id = Column(Integer, primary_key=True)
    propina = Column(Integer)


class Inscricao(Base):
    __tablename__ = "inscricoes"
    id = Column(Integer, primary_key=True)
    curso_id = Column(Integer)
    merchant_transaction_id = Column(String(15), unique=True)
    charge_id = Column(String(60))


def get_db():
    yield Session()


async def charge(amount, reference):
    body = {"amount": amount, "currency": "AOA", "merchantTransactionId": reference, "paymentMethod": os.environ["GPO"]}
    async with httpx.AsyncClient(timeout=20) as client:
        answer = await client.post(f"{GATEWAY}/charges", json=body)
    return answer.json()


@router.post("/{curso_id}")
async def inscrever(curso_id: int, db: Session = Depends(get_db)):  # ekz: EKZ501
    curso = db.get(Curso, curso_id)
    reference = uuid.uuid4().hex[:15]
    answer = await charge(curso.propina, reference)
    db.add(Inscricao(curso_id=curso.id, merchant_transaction_id=reference, charge_id=answer["id"]))
    db.commit()
    return {"charge": answer["id"]}
