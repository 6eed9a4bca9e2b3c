from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.catalogue import PRICES
from bot.providers.card_links import link_for

router = Router()


@router.message(Command("buy"))
async def buy(message: Message):
    """`/buy lesson` answers with a link to the checkout page."""
    _, product = message.text.split()
    if product not in PRICES:
        await message.answer("We do not sell that.")
        return
    url = link_for(product, PRICES[product], message.chat.id)
    await message.answer(url)
