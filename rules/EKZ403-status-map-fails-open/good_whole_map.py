"""Every documented value has a place."""

from aiohttp import web

from gateway import appypay
from shop import orders

STATES = {0: "pending", 1: "paid", 2: "expired", 3: "expired", 4: "failed", 5: "failed"}
routes = web.RouteTableDef()


@routes.post("/webhooks/appypay")
async def appypay_webhook(request):
    await appypay.demand_signature(request)
    body = await request.json()
    await orders.settle(body["merchantTransactionId"], STATES[body["operationStatus"]])
    return web.json_response({})
