import hashlib
import hmac

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse


class SignatureMiddleware(BaseHTTPMiddleware):
    def __init__(self, app, secret):
        super().__init__(app)
        self.secret = secret

    async def dispatch(self, request, call_next):
        if request.url.path.startswith("/hooks/"):
            expected = hmac.new(self.secret.encode(), await request.body(), hashlib.sha512).hexdigest()
            if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
                return JSONResponse({}, status_code=401)
        return await call_next(request)
