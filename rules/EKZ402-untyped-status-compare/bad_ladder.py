"""A ladder over numbers misses every text."""

from fastapi import APIRouter

from shop.storage import payments

router = APIRouter()


@router.post("/ekwanza/callback")
async def callback(body: dict):
    status = body["operationStatus"]
    if status == 1:  # ekz: EKZ402
        state = "paid"
    elif status in (4, 5):  # ekz: EKZ402
        state = "failed"
    else:
        state = "pending"
    await payments.update_one({"_id": body["merchantTransactionId"]}, {"$set": {"state": state}})
