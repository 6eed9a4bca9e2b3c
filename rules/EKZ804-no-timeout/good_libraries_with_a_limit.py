import os

import aiohttp
import httpx


def charge(body):
    headers = {"Authorization": f"Bearer {os.environ['EKWANZA_TOKEN']}"}
    return httpx.post("https://gwy-api.appypay.co.ao/v2.0/charges", json=body, headers=headers).json()


async def push(body):
    async with aiohttp.ClientSession() as session:
        answer = await session.post("https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest", json=body)
        return await answer.json()
