import hashlib
import hmac
import os

from aiohttp import web


async def paystack_webhook(request):
    event = await request.json()
    key = os.environ["PAYSTACK_SECRET_KEY"]
    digest = hmac.new(key.encode(), bytes(str(event), "utf-8"), hashlib.sha512)  # ekz: EKZ204
    if not hmac.compare_digest(digest.hexdigest(), request.headers.get("x-paystack-signature", "")):
        raise web.HTTPUnauthorized
    pool = request.app["db"]
    await pool.execute("UPDATE payments SET status = 'paid' WHERE reference = $1", event["data"]["reference"])
    return web.Response()


app = web.Application()
app.router.add_post("/webhooks/paystack", paystack_webhook)
