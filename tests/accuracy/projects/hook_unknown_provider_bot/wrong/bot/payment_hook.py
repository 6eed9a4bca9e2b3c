from aiohttp import web

from .storage import mark_order_paid


async def klix_webhook(request: web.Request) -> web.Response:  # ekz: EKZ201
    event = await request.json()
    if event["event_type"] == "purchase.paid":
        await mark_order_paid(event["reference"])
    return web.Response(text="ok")
