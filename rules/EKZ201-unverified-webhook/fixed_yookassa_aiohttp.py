"""YooKassa signs nothing, and the bot gives a month to whoever is named in the message."""

import logging
import os
from urllib.parse import quote

import aiohttp
from aiohttp import web

from bot.subscriptions import subscriptions

log = logging.getLogger(__name__)
SHOP_ID = os.environ["YOOKASSA_SHOP_ID"]


async def yookassa_webhook(request):
    try:
        data = await request.json()
    except ValueError:
        return web.json_response({"error": "not JSON"}, status=400)
    number = quote(str(data.get("object", {}).get("id", "")), safe="")
    auth = aiohttp.BasicAuth(SHOP_ID, os.environ["YOOKASSA_SECRET_KEY"])
    async with aiohttp.ClientSession(auth=auth, timeout=aiohttp.ClientTimeout(total=10)) as session:
        async with session.get(f"https://api.yookassa.ru/v3/payments/{number}") as answer:
            fetched = await answer.json()
    if answer.status != 200 or fetched.get("status") != data.get("event", "").removeprefix("payment."):
        return web.Response(status=401)
    data["object"] = fetched
    log.info("YooKassa: %s", data.get("event"))
    if data.get("event") == "payment.succeeded":
        payment = data.get("object", {})
        await subscriptions.update_one({"user": payment["metadata"]["user_id"]}, {"$set": {"state": "active"}})
    return web.json_response({"status": "ok"})
