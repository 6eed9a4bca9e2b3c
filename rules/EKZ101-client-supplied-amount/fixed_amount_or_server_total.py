"""`body.amount or order.total` still lets the client choose."""

import stripe
from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Order

router = APIRouter()


class PayBody(BaseModel):
    order_id: int
    amount: int | None = None


@router.post("/orders/pay")
def pay_order(body: PayBody, db: Session = Depends(get_db)):
    order = db.query(Order).filter(Order.id == body.order_id).first()
    amount = order.total_cents
    return stripe.PaymentIntent.create(amount=amount, currency="usd")
