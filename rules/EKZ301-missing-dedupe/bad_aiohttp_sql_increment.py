"""Flutterwave's secret is checked; the balance is then raised in SQL by every delivery of the event."""

import hmac
import os

import asyncpg
from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/webhooks/flutterwave")
async def flutterwave_webhook(request: web.Request) -> web.Response:  # ekz: EKZ301
    sent = request.headers.get("verif-hash", "")
    if not hmac.compare_digest(sent, os.environ["FLW_SECRET_HASH"]):
        return web.Response(status=401)

    event = await request.json()
    if event.get("event") != "charge.completed" or event["data"]["status"] != "successful":
        return web.Response(text="ignored")

    pool: asyncpg.Pool = request.app["pool"]
    async with pool.acquire() as connection:
        await connection.execute(
            "UPDATE accounts SET balance = balance + $1 WHERE tx_ref = $2",
            event["data"]["amount"],
            event["data"]["tx_ref"],
        )
    return web.Response(text="ok")


async def open_pool(app: web.Application) -> None:
    app["pool"] = await asyncpg.create_pool(os.environ["DATABASE_URL"])


def build() -> web.Application:
    app = web.Application()
    app.on_startup.append(open_pool)
    app.add_routes(routes)
    return app
