import hashlib
import hmac

from fastapi import Header, HTTPException, Request

from .config import settings


async def signed(request: Request, x_paystack_signature: str = Header("")) -> None:
    expected = hmac.new(settings.paystack_secret.encode(), await request.body(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, x_paystack_signature):
        raise HTTPException(401)
