"""A ladder over numbers misses every text."""

from fastapi import APIRouter

from shop.storage import payments

router = APIRouter()


@router.post("/ekwanza/callback")
async def callback(body: dict):
    status = body["operationStatus"]
    if str(status) == "1":
        state = "paid"
    elif str(status) in ("4", "5"):
        state = "failed"
    else:
        state = "pending"
    await payments.update_one({"_id": body["merchantTransactionId"]}, {"$set": {"state": state}})
