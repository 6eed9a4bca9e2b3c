"""YooKassa signs nothing, and the bot gives a month to whoever is named in the message."""

import logging
import os

from aiohttp import web

from bot.subscriptions import subscriptions

log = logging.getLogger(__name__)
SHOP_ID = os.environ["YOOKASSA_SHOP_ID"]


async def yookassa_webhook(request):  # ekz: EKZ201
    try:
        data = await request.json()
    except ValueError:
        return web.json_response({"error": "not JSON"}, status=400)
    log.info("YooKassa: %s", data.get("event"))
    if data.get("event") == "payment.succeeded":
        payment = data.get("object", {})
        await subscriptions.update_one({"user": payment["metadata"]["user_id"]}, {"$set": {"state": "active"}})
    return web.json_response({"status": "ok"})
