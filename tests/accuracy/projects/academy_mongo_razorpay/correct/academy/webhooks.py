import json

from fastapi import APIRouter, Header, HTTPException, Request

from academy.classes import enrol
from academy.razorpay_client import client, webhook_secret

router = APIRouter()


@router.post("/webhooks/razorpay")
async def razorpay_webhook(request: Request, x_razorpay_signature: str = Header("")):
    raw = (await request.body()).decode()
    try:
        client.utility.verify_webhook_signature(raw, x_razorpay_signature, webhook_secret)
    except Exception as problem:
        raise HTTPException(400) from problem
    event = json.loads(raw)
    if event["event"] == "payment.captured":
        payment = event["payload"]["payment"]["entity"]
        await enrol(payment["id"], payment["order_id"])
    return {"status": "ok"}
