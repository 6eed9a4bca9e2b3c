"""The callback of a ticket settles it, whoever calls."""

import base64
import hashlib
import hmac
import os

from aiohttp import web

from shop.storage import tickets

routes = web.RouteTableDef()
TOKEN = os.environ["EKWANZA_NOTIFICATION_TOKEN"]


@routes.post("/ekwanza/ticket")
async def ekwanza_ticket_callback(request):
    body = await request.json()
    signed = (
        f'{body.get("code", "")}'
        f'{body.get("operationCode", "")}'
        f'{os.environ["EKWANZA_MERCHANT_REGISTRATION_NUMBER"]}'
        f"{TOKEN}"
    )
    digest = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), signed.encode(), hashlib.sha256).digest()
    expected = (digest.hex().encode(), base64.b64encode(digest))
    sent = request.headers.get("x-signature", "").encode()
    if not any(hmac.compare_digest(sent, each) for each in expected):
        return web.Response(status=401)
    await tickets.update_one({"code": body["code"]}, {"$set": {"state": "paid"}})
    return web.json_response({"ok": True})
