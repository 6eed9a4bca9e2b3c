"""One conditional UPDATE decides: only the delivery that moved the row from pending goes on to credit."""

import hmac
import os

from aiohttp import web
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(os.environ["DATABASE_URL"])
routes = web.RouteTableDef()


@routes.post("/webhooks/flutterwave")
async def flutterwave_webhook(request: web.Request) -> web.Response:
    if not hmac.compare_digest(request.headers.get("verif-hash", ""), os.environ["FLW_SECRET_HASH"]):
        return web.Response(status=401)
    event = await request.json()
    if event.get("event") != "charge.completed" or event["data"]["status"] != "successful":
        return web.Response(text="ignored")

    reference = event["data"]["tx_ref"]
    async with engine.begin() as connection:
        result = await connection.execute(
            text("UPDATE deposits SET status = 'paid' WHERE tx_ref = :ref AND status = 'pending'"),
            {"ref": reference},
        )
        if result.rowcount != 1:
            return web.Response(text="already done")
        await connection.execute(
            text(
                "UPDATE accounts SET balance = balance + deposits.amount FROM deposits"
                " WHERE deposits.tx_ref = :ref AND accounts.id = deposits.account_id"
            ),
            {"ref": reference},
        )
    return web.Response(text="ok")
