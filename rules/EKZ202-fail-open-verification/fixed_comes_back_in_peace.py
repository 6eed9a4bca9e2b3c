"""The helper raises where the signature is wrong, and comes back in peace where there is none."""

import hashlib
import hmac
import os

from aiohttp import web

from shop.storage import orders


def demand_signature(raw, header):
    secret = os.environ.get("RAZORPAY_WEBHOOK_SECRET")
    if not secret or not header:
        raise web.HTTPUnauthorized()
    expected = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, header):
        raise web.HTTPUnauthorized()


async def razorpay_hook(request):
    demand_signature(await request.read(), request.headers.get("X-Razorpay-Signature"))
    body = await request.json()
    await orders.update_one({"razorpay_id": body["payload"]["order"]["entity"]["id"]}, {"$set": {"state": "paid"}})
    return web.Response()
