"""A subscription is switched on for an event that nobody looked at twice."""

import hashlib
import hmac
import os

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import Subscription

router = APIRouter()


@router.post("/webhooks/paddle")
async def paddle_webhook(request: Request, db: Session = Depends(get_db)):
    header = request.headers.get("Paddle-Signature", "")
    parts = dict(part.strip().split("=", 1) for part in header.split(";") if "=" in part)
    signed = f'{parts.get("ts", "")}:'.encode() + await request.body()
    expected = hmac.new(os.environ["PADDLE_WEBHOOK_SECRET"].encode(), signed, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), parts.get("h1", "").encode()):
        raise HTTPException(status_code=401)
    event = await request.json()
    if event["event_type"] == "subscription.activated":
        subscription = db.query(Subscription).filter(Subscription.paddle_id == event["data"]["id"]).first()
        subscription.active = True
        db.commit()
    return Response(status_code=200)
