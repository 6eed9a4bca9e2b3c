"""The callback of a ticket settles it, whoever calls."""

import os

from aiohttp import web

from shop.storage import tickets

routes = web.RouteTableDef()
TOKEN = os.environ["EKWANZA_NOTIFICATION_TOKEN"]


@routes.post("/ekwanza/ticket")
async def ekwanza_ticket_callback(request):  # ekz: EKZ201
    body = await request.json()
    await tickets.update_one({"code": body["code"]}, {"$set": {"state": "paid"}})
    return web.json_response({"ok": True})
