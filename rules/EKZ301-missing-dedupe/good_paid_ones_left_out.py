"""What is paid already is left out of the query: three ways to say so."""

import os

import stripe
from fastapi import APIRouter, Depends, HTTPException, Request
from motor.motor_asyncio import AsyncIOMotorClient
from sqlalchemy import Column, Integer, String, text, update
from sqlalchemy.orm import declarative_base

from .database import get_db

Base = declarative_base()
router = APIRouter()
mongo = AsyncIOMotorClient(os.environ["MONGO_URL"]).shop


class Payment(Base):
    __tablename__ = "payments"
    id = Column(Integer, primary_key=True)
    reference = Column(String(60), unique=True)
    status = Column(String(12), default="pending")
    account_id = Column(Integer)


async def event_of(request):
    try:
        body, signature = await request.body(), request.headers.get("stripe-signature", "")
        return stripe.Webhook.construct_event(body, signature, os.environ["STRIPE_WEBHOOK_SECRET"])
    except (ValueError, stripe.error.SignatureVerificationError):
        raise HTTPException(400) from None


@router.post("/webhooks/stripe")
async def stripe_webhook(request: Request, db=Depends(get_db)):
    event = await event_of(request)
    paying = update(Payment).where(Payment.reference == event["data"]["object"]["id"]).where(Payment.status != "paid")
    row = (await db.execute(paying.values(status="paid").returning(Payment.account_id))).first()
    if row is None:
        return {}
    await db.execute(text("UPDATE accounts SET credits = credits + 10 WHERE id = :id"), {"id": row[0]})
    await db.commit()
    return {}


@router.post("/webhooks/stripe/documents")
async def stripe_documents_webhook(request: Request):
    event = await event_of(request)
    wanted = {"reference": event["data"]["object"]["id"], "status": {"$ne": "paid"}}
    order = await mongo.orders.find_one_and_update(wanted, {"$set": {"status": "paid"}})
    if order is not None:
        await mongo.accounts.update_one({"_id": order["account"]}, {"$inc": {"credits": 10}})
    return {}


@router.post("/webhooks/stripe/rows")
async def stripe_rows_webhook(request: Request, db=Depends(get_db)):
    event = await event_of(request)
    found = text("SELECT id, status, account_id FROM payments WHERE reference = :reference FOR UPDATE")
    payment = (await db.execute(found, {"reference": event["data"]["object"]["id"]})).mappings().first()
    if payment is None or payment["status"] == "paid":
        return {}
    await db.execute(text("UPDATE payments SET status = 'paid' WHERE id = :id"), {"id": payment["id"]})
    await db.execute(text("UPDATE accounts SET credits = credits + 10 WHERE id = :id"), {"id": payment["account_id"]})
    await db.commit()
    return {}
