"""Coins that came in by hearsay: Coinbase Commerce signs the body."""

from aiohttp import web

from shop.storage import charges


class CoinbaseCommerceWebhook(web.View):
    async def post(self):  # ekz: EKZ201
        body = await self.request.json()
        if body["event"]["type"] == "charge:confirmed":
            await charges.update_one({"code": body["event"]["data"]["code"]}, {"$set": {"state": "paid"}})
        return web.Response(text="ok")
