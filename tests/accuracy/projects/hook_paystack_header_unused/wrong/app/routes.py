from fastapi import APIRouter, Depends, Header, HTTPException, Request
from sqlalchemy.orm import Session

from .db import get_db
from .settlement import settle

router = APIRouter(prefix="/payments")


@router.post("/paystack")
async def paystack_webhook(  # ekz: EKZ201
    request: Request, x_paystack_signature: str = Header(None), db: Session = Depends(get_db)
):
    if not x_paystack_signature:
        raise HTTPException(401)
    event = await request.json()
    if event["event"] == "charge.success":
        settle(db, event["data"]["reference"])
    return {}
