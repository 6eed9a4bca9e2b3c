"""AppyPay tells of charges."""

from aiohttp import web

from tickets.appypay_adapter import demand_signature, normalise_status
from tickets.store import close

routes = web.RouteTableDef()


@routes.post("/webhooks/appypay")
async def appypay_webhook(request):
    raw = await request.read()
    demand_signature(raw, request.headers["x-signature"])
    body = await request.json()
    await close(body["merchantTransactionId"], normalise_status(body["operationStatus"]))
    return web.json_response({})
