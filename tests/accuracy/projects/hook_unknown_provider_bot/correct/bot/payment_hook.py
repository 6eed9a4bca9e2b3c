import hashlib
import hmac
import json
import os

from aiohttp import web

from .storage import mark_order_paid

KEY = os.environ["KLIX_WEBHOOK_KEY"]


async def klix_webhook(request: web.Request) -> web.Response:
    body = await request.read()
    expected = hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-klix-signature", "")):
        raise web.HTTPForbidden()
    event = json.loads(body)
    if event["event_type"] == "purchase.paid":
        await mark_order_paid(event["reference"])
    return web.Response(text="ok")
