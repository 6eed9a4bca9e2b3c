"""A gateway callback settles a payment by the id that it brings, without asking the gateway."""

from aiohttp import web

from shop.storage import payments

routes = web.RouteTableDef()


@routes.post("/ekwanza/callback")
async def gateway_callback(request):  # ekz: EKZ201
    body = await request.json()
    if int(body["operationStatus"]) == 1:
        await payments.update_one({"_id": body["merchantTransactionId"]}, {"$set": {"state": "paid"}})
    return web.json_response({"ok": True})
