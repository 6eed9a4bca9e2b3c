import logging

from aiohttp import web

from gym import store
from gym.paystack import is_genuine

log = logging.getLogger(__name__)
routes = web.RouteTableDef()


@routes.post("/webhooks/paystack")
async def paystack_webhook(request):
    if not is_genuine(await request.read(), request.headers.get("x-paystack-signature", "")):
        raise web.HTTPUnauthorized
    event = await request.json()
    reference = event["data"]["reference"]
    try:
        await store.mark_paid(request.app["db"], reference)
    except Exception:  # ekz: EKZ506
        log.exception("not marked: %s", reference)
    return web.Response()
