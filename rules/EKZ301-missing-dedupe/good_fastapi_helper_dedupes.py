"""The route knows nothing of repetitions; the helper that registers the event does, and raises."""

import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy import String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from festa.database import get_db

router = APIRouter(prefix="/ekwanza")


class Base(DeclarativeBase):
    pass


class ReceivedEvent(Base):
    __tablename__ = "received_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)


class Card(Base):
    __tablename__ = "cards"
    id: Mapped[int] = mapped_column(primary_key=True)
    charge_id: Mapped[str] = mapped_column(String(15), unique=True)
    balance: Mapped[int] = mapped_column(default=0)


class AlreadySeen(Exception):
    pass


def register_once(db: Session, key: str) -> None:
    try:
        db.add(ReceivedEvent(key=key))
        db.flush()
    except IntegrityError:
        db.rollback()
        raise AlreadySeen(key) from None


def check_signature(body: bytes, signature: str) -> None:
    expected = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise HTTPException(401)


@router.post("/callback")
async def ekwanza_callback(request: Request, x_signature: str = Header(""), db: Session = Depends(get_db)):
    check_signature(await request.body(), x_signature)
    event = await request.json()
    status = int(event["operationStatus"])
    try:
        register_once(db, f"ekwanza:{event['merchantTransactionId']}:{status}")
    except AlreadySeen:
        return {"ok": True}
    if status == 1:
        card = db.scalars(select(Card).where(Card.charge_id == event["merchantTransactionId"])).one()
        card.balance += int(event["operationData"]["amount"])
    db.commit()
    return {"ok": True}
