from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import Session

from .db import get_db
from .settlement import settle
from .stripe_gateway import is_paid

router = APIRouter(prefix="/stripe")


class Confirmation(BaseModel):
    payment_intent_id: str


@router.post("/confirm")
def confirm_payment(data: Confirmation, db: Session = Depends(get_db)):
    if not is_paid(data.payment_intent_id):
        raise HTTPException(402)
    settle(db, data.payment_intent_id)
    return {"paid": True}
