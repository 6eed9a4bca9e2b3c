from aiohttp import web

from .db import mark_paid


async def paystack_webhook(request):
    event = await request.json()
    if event["event"] == "charge.success":
        await mark_paid(event["data"]["reference"])
    return web.Response()
