"""The provider's own price id is charged; the client only picks a plan."""

import stripe
from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

router = APIRouter()
PRICES = {"monthly": "price_monthly", "yearly": "price_yearly"}


class Choice(BaseModel):
    plan: str


@router.post("/subscribe")
async def subscribe(choice: Choice):
    return await run_in_threadpool(
        stripe.checkout.Session.create,
        mode="subscription",
        line_items=[{"price": PRICES[choice.plan], "quantity": 1}],
    )
