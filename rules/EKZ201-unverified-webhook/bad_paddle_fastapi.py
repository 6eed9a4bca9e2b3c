"""A subscription is switched on for an event that nobody looked at twice."""

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import Subscription

router = APIRouter()


@router.post("/webhooks/paddle")
async def paddle_webhook(request: Request, db: Session = Depends(get_db)):  # ekz: EKZ201
    event = await request.json()
    if event["event_type"] == "subscription.activated":
        subscription = db.query(Subscription).filter(Subscription.paddle_id == event["data"]["id"]).first()
        subscription.active = True
        db.commit()
    return Response(status_code=200)
