"""The map has no word for what expires, and the look-up raises."""

from aiohttp import web

from gateway import appypay
from shop import orders

STATES = {0: "pending", 1: "paid", 4: "failed", 5: "failed", 2: "expired", 3: "expired"}
routes = web.RouteTableDef()


@routes.post("/webhooks/appypay")
async def appypay_webhook(request):
    await appypay.demand_signature(request)
    body = await request.json()
    await orders.settle(body["merchantTransactionId"], STATES.get(body["operationStatus"], "pending"))
    return web.json_response({})
