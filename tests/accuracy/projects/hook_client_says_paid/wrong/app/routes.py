from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.orm import Session

from .db import get_db
from .settlement import settle

router = APIRouter(prefix="/stripe")


class Confirmation(BaseModel):
    payment_intent_id: str


@router.post("/confirm")
def confirm_payment(data: Confirmation, db: Session = Depends(get_db)):  # ekz: EKZ201
    settle(db, data.payment_intent_id)
    return {"paid": True}
