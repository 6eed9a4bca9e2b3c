"""What the messenger has collected is no word of the user's."""

from aiogram import F, Router
from aiogram.types import Message

from bot.models import Payment

router = Router()
YOOKASSA_PROVIDER = "card payments"


@router.message(F.successful_payment)
async def collected(message: Message):
    paid = message.successful_payment
    await Payment.create(amount=paid.total_amount, user=message.from_user.id, reference=paid.provider_payment_charge_id)
    await message.answer("Thank you.")
