from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.catalogue import PRICES
from bot.providers.card_links import link_for

router = Router()


@router.message(Command("buy"))
async def buy(message: Message):
    """`/buy lesson 2500` answers with a link to the checkout page."""
    _, product, price = message.text.split()
    if product not in PRICES:
        await message.answer("We do not sell that.")
        return
    url = link_for(product, int(price), message.chat.id)  # ekz: EKZ101
    await message.answer(url)
