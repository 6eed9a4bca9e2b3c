from fastapi import APIRouter, HTTPException

from app.db import SessionDep
from app.models import Room, Stay
from app.providers.razorpay_client import open_order
from app.schemas import StayIn

router = APIRouter(prefix="/stays")


@router.post("/")
def book(request: StayIn, session: SessionDep):
    room = session.get(Room, request.room_id)
    if room is None:
        raise HTTPException(404)
    stay = Stay(room_id=room.id, nights=request.nights)
    session.add(stay)
    session.commit()
    order = open_order(request.total, receipt=f"stay-{stay.id}")  # ekz: EKZ101, EKZ102
    stay.razorpay_order = order["id"]
    session.commit()
    return {"order": order["id"]}
