from decimal import Decimal

from fastapi import APIRouter, Depends, HTTPException
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from webshop import dependencies
from webshop.adapters.mollie_payments import Payments
from webshop.orders import by_number

router = APIRouter()


class Pay(BaseModel):
    amount: Decimal | None = None


@router.post("/orders/{number}/payment")
async def pay(
    number: str,
    body: Pay,
    session: AsyncSession = Depends(dependencies.session),
    payments: Payments = Depends(dependencies.payments),
):
    order = await by_number(session, number)
    if body.amount is not None and body.amount != order.total:
        raise HTTPException(409, "the total has changed")
    payment = await run_in_threadpool(payments.open, order.total, order.number)
    order.mollie_id = payment.id
    await session.commit()
    return {"url": payment.checkout_url}
