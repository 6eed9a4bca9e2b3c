"""A cache of the project's own is a cache: it forgets, and says that it knows nothing where it cannot be reached."""

import os

import redis
import stripe
from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, declarative_base

from .database import get_db

Base = declarative_base()
router = APIRouter()


class Account(Base):
    __tablename__ = "accounts"
    id = Column(Integer, primary_key=True)
    customer = Column(String(40), unique=True)
    minutes = Column(Integer, default=0)


class Cache:
    def __init__(self):
        self.client = redis.from_url(os.environ["REDIS_URL"])

    def exists(self, key):
        try:
            return self.client.exists(key) > 0
        except redis.RedisError:
            return False

    def remember(self, key):
        try:
            self.client.setex(key, 86400, "1")
        except redis.RedisError:
            return


class Validator:
    def __init__(self, cache):
        self.cache = cache

    def is_new(self, event_id):
        key = f"webhook_event:{event_id}"
        if self.cache.exists(key):
            return False
        self.cache.remember(key)
        return True


@router.post("/webhooks/stripe")
async def stripe_webhook(request: Request, db: Session = Depends(get_db)):  # ekz: EKZ303
    body, signature = await request.body(), request.headers.get("stripe-signature", "")
    try:
        event = stripe.Webhook.construct_event(body, signature, os.environ["STRIPE_WEBHOOK_SECRET"])
    except (ValueError, stripe.error.SignatureVerificationError):
        raise HTTPException(400) from None
    if not Validator(Cache()).is_new(event["id"]):
        return {"status": "duplicate"}
    account = db.query(Account).filter_by(customer=event["data"]["object"]["customer"]).one()
    account.minutes += 60
    db.commit()
    return {"status": "received"}
