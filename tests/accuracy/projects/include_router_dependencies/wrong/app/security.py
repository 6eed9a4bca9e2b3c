import hashlib
import hmac
import os

from fastapi import HTTPException, Request

SECRET = os.environ["PAYSTACK_SECRET_KEY"].encode()


async def signed(request: Request):
    expected = hmac.new(SECRET, await request.body(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
        raise HTTPException(401)
