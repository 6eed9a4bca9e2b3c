"""Coins that came in by hearsay: Coinbase Commerce signs the body."""

import hashlib
import hmac
import os

from aiohttp import web

from shop.storage import charges


class CoinbaseCommerceWebhook(web.View):
    async def post(self):
        secret = os.environ["COINBASE_WEBHOOK_SECRET"]
        expected = hmac.new(secret.encode(), await self.request.read(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), self.request.headers.get("X-CC-Webhook-Signature", "").encode()):
            return web.Response(status=401)
        body = await self.request.json()
        if body["event"]["type"] == "charge:confirmed":
            await charges.update_one({"code": body["event"]["data"]["code"]}, {"$set": {"state": "paid"}})
        return web.Response(text="ok")
