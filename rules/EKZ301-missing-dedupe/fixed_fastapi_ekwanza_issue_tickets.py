"""An e-Kwanza callback issues the invitations of the order again with each repetition."""

import hashlib
import hmac
import os
import secrets

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from festa.database import get_db

router = APIRouter(prefix="/ekwanza")


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    quantity: Mapped[int]
    status: Mapped[str] = mapped_column(String(12), default="pending")


class Invitation(Base):
    __tablename__ = "invitations"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    secret: Mapped[str] = mapped_column(String(64))


class WebhookEvent(Base):
    """An event of a payment provider that was handled, once: the key is unique."""

    __tablename__ = "webhook_events"

    event_id: Mapped[str] = mapped_column(String(255), primary_key=True)


def verify_callback(body: dict, signature: str) -> None:
    signed = body["code"] + body["operationCode"] + os.environ["EKWANZA_MERCHANT_REGISTRATION_NUMBER"]
    signed += os.environ["EKWANZA_NOTIFICATION_TOKEN"]
    expected = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise HTTPException(401)


@router.post("/callback")
async def callback(request: Request, x_signature: str = Header(""), db: Session = Depends(get_db)):
    body = await request.json()
    verify_callback(body, x_signature)
    order = db.scalars(select(Order).where(Order.code == body["code"])).one_or_none()
    if order is None:
        raise HTTPException(404)
    if str(body["status"]) == "1":
        db.add(WebhookEvent(event_id=f"ekwanza:{body['code']}"))
        try:
            db.flush()
        except IntegrityError:
            db.rollback()
            return {"ok": True}
        order.status = "paid"
        for _ in range(order.quantity):
            db.add(Invitation(order_id=order.id, secret=secrets.token_urlsafe(32)))
        db.commit()
    return {"ok": True}
