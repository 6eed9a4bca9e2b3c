from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session

from .db import get_db
from .security import signed
from .settlement import settle

router = APIRouter(prefix="/payments")


@router.post("/paystack", dependencies=[Depends(signed)])
async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
    event = await request.json()
    if event["event"] == "charge.success":
        settle(db, event["data"]["reference"])
    return {}
