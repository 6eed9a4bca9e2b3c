"""Each confirmation of M-Pesa adds one more row to the payments of a meter."""

import hmac
import os

import asyncpg
from aiohttp import web

routes = web.RouteTableDef()


async def prepare(app: web.Application) -> None:
    app["pool"] = await asyncpg.create_pool(os.environ["DATABASE_URL"])
    async with app["pool"].acquire() as connection:
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS payments (receipt TEXT, meter TEXT, amount NUMERIC(12, 2))"
        )


@routes.post("/mpesa/{token}/confirmation")
async def mpesa_confirmation(request: web.Request) -> web.Response:  # ekz: EKZ301
    if not hmac.compare_digest(request.match_info["token"], os.environ["MPESA_PATH_TOKEN"]):
        return web.Response(status=404)
    body = await request.json()
    async with request.app["pool"].acquire() as connection:
        await connection.execute(
            "INSERT INTO payments (receipt, meter, amount) VALUES ($1, $2, $3)",
            body["TransID"],
            body["BillRefNumber"],
            body["TransAmount"],
        )
    return web.json_response({"ResultCode": 0, "ResultDesc": "Accepted"})
