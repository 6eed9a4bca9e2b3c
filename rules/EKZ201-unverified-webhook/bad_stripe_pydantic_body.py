"""The event comes as a model of pydantic's, which knows its form and not its sender."""

import stripe
from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.orm import Session

from shop.config import settings
from shop.database import get_db
from shop.models import Order

stripe.api_key = settings.STRIPE_SECRET_KEY
router = APIRouter(prefix="/stripe")


class StripeEvent(BaseModel):
    type: str
    data: dict


@router.post("/webhook")
async def stripe_webhook(event: StripeEvent, db: Session = Depends(get_db)):  # ekz: EKZ201
    if event.type == "checkout.session.completed":
        order = db.get(Order, event.data["object"]["client_reference_id"])
        order.state = "paid"
        db.commit()
    return {"ok": True}
