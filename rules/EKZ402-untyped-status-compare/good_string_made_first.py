"""str() first, then the text."""

from fastapi import APIRouter

from shop.storage import payments

router = APIRouter()


@router.post("/stk/callback")
async def callback(body: dict):
    stk = body["Body"]["stkCallback"]
    code = str(stk["ResultCode"])
    await payments.update_one({"_id": stk["CheckoutRequestID"]}, {"$set": {"state": "paid" if code == "0" else "failed"}})
