import hashlib
import hmac
import os

from aiohttp import web


async def ekwanza_callback(request):
    raw = await request.read()
    expected = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-signature", "")):
        raise web.HTTPUnauthorized
    body = await request.json()
    orders = request.app["mongo"].orders
    order = await orders.find_one({"reference": body["merchantTransactionId"]})
    if order["status"] == "paid":  # ekz: EKZ505
        return web.Response()
    await orders.update_one({"_id": order["_id"], "status": "pending"}, {"$set": {"status": "paid"}})
    return web.Response()


app = web.Application()
app.router.add_post("/ekwanza/callback", ekwanza_callback)
