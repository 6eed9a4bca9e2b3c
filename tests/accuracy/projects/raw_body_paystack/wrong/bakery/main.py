from fastapi import Depends, FastAPI, HTTPException, Request
from sqlalchemy.orm import Session

from bakery.db import get_db
from bakery.payments.events import mark_paid
from bakery.payments.signature import is_genuine

app = FastAPI()


@app.post("/webhooks/paystack")
async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
    signature = request.headers.get("x-paystack-signature", "")
    event = await request.json()
    if not is_genuine(event, signature):
        raise HTTPException(401)
    if event["event"] == "charge.success":
        mark_paid(db, event["data"]["reference"])
    return {"ok": True}
