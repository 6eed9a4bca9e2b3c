"""The router runs the check before each of its routes."""

import hashlib
import hmac
import os

from database import db
from fastapi import APIRouter, Depends, HTTPException, Request


async def verify_sig(request: Request):
    raw = await request.body()
    exp = hmac.new(os.environ["PAYSTACK_SECRET"].encode(), raw, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(exp, request.headers.get("x-paystack-signature", "")):
        raise HTTPException(401)


router = APIRouter(prefix="/paystack", dependencies=[Depends(verify_sig)])


@router.post("/webhook")
async def hook(payload: dict):
    if payload["event"] == "charge.success":
        order = await db.orders.find_one({"ref": payload["data"]["reference"]})
        await db.orders.update_one({"_id": order["_id"]}, {"$set": {"status": "paid"}})
    return {}
