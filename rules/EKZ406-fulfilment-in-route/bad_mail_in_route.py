"""The wallet has its own function; the mail is written in the route."""

from fastapi import APIRouter, BackgroundTasks, Depends, Request

from app.adapters import flutterwave
from app.db import get_session
from app.mail import send_receipt_email
from app.models import Wallet

router = APIRouter()


async def credit(session, reference, amount):
    wallet = await session.get(Wallet, reference)
    wallet.balance += amount
    await session.commit()


@router.post("/webhooks/flutterwave")
async def flutterwave_webhook(request: Request, tasks: BackgroundTasks, session=Depends(get_session)):
    payment = flutterwave.verified(await request.body(), request.headers["verif-hash"])
    await credit(session, payment.reference, payment.amount)
    tasks.add_task(send_receipt_email, payment.email)  # ekz: EKZ406
    return {"ok": True}
