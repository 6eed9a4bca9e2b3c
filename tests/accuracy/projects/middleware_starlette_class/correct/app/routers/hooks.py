from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from app.db import get_db
from app.models import Booking

router = APIRouter()


@router.post("/paystack")
def paystack(payload: dict, db: Annotated[Session, Depends(get_db)]):
    if payload["event"] == "charge.success":
        booking = db.query(Booking).filter(Booking.reference == payload["data"]["reference"]).first()
        if booking is None:
            raise HTTPException(404)
        booking.status = "paid"
        db.commit()
    return {}
