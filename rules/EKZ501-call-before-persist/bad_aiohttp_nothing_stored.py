import os

import aiohttp
from aiohttp import web


async def buy(request):  # ekz: EKZ501
    body = await request.json()
    pool = request.app["db"]
    plan = await pool.fetchrow("SELECT id, price FROM plans WHERE id = $1", body["plan"])
    async with aiohttp.ClientSession() as session:
        answer = await session.post(
            "https://api.paystack.co/transaction/initialize",
            json={"email": body["email"], "amount": plan["price"]},
            headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        )
        data = await answer.json()
    return web.json_response({"url": data["data"]["authorization_url"]})


app = web.Application()
app.router.add_post("/buy", buy)
