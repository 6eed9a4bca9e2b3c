"""The sum of a Multicaixa Express charge comes straight from the request."""

import os

import aiohttp
from aiohttp import web

GATEWAY = "https://gwy-api.appypay.co.ao/v2.0"


async def charge(request):
    data = await request.json()
    body = {
        "amount": data["valor"],
        "currency": "AOA",
        "merchantTransactionId": data["ref"],
        "paymentMethod": os.environ["EKWANZA_GPO_PAYMENT_METHOD"],
    }
    async with aiohttp.ClientSession() as session:
        reply = await session.post(f"{GATEWAY}/charges", json=body)  # ekz: EKZ101
        return web.json_response(await reply.json())
