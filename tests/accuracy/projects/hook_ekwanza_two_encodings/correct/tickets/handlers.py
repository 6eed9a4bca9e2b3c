from aiohttp import web

from .signature import is_genuine
from .status import normalise_status


async def ekwanza_callback(request: web.Request) -> web.Response:
    payload = await request.json()
    if not is_genuine(payload, request.headers.get("x-signature", "")):
        raise web.HTTPUnauthorized()
    if normalise_status(payload["status"]) == "paid":
        await request.app["db"].execute("UPDATE tickets SET status = 'paid' WHERE code = $1", payload["code"])
    return web.json_response({})
