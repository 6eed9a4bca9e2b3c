"""The verification is a stub."""

import hashlib
import hmac
import os

from aiohttp import web

from shop.storage import orders


def verify_webhook_signature(raw, header):
    expected = hmac.new(os.environ["RAZORPAY_WEBHOOK_SECRET"].encode(), raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), (header or "").encode())


async def razorpay_hook(request):
    raw = await request.read()
    if not verify_webhook_signature(raw, request.headers["x-razorpay-signature"]):
        return web.Response(status=401)
    body = await request.json()
    await orders.update_one({"razorpay_id": body["payload"]["order"]["entity"]["id"]}, {"$set": {"state": "paid"}})
    return web.Response()
