import hashlib
import hmac
import os

from aiohttp import web

SECRET = os.environ["PAYSTACK_SECRET_KEY"].encode()


@web.middleware
async def signed(request, handler):
    if request.path == "/paystack/webhook":
        expected = hmac.new(SECRET, await request.read(), hashlib.sha512).hexdigest()
        if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
            raise web.HTTPUnauthorized
    return await handler(request)
