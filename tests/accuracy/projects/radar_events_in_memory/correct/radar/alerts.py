import os

from telegram import Bot

bot = Bot(os.environ["TELEGRAM_TOKEN"])


async def announce(email):
    await bot.send_message(chat_id=os.environ["TELEGRAM_CHAT"], text=f"New subscriber: {email}")
