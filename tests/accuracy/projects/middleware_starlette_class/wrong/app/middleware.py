from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse


class SignatureMiddleware(BaseHTTPMiddleware):
    """Wants a signature, and never looks whether it is the right one."""

    def __init__(self, app, secret):
        super().__init__(app)
        self.secret = secret

    async def dispatch(self, request, call_next):
        if request.url.path.startswith("/hooks/") and "x-paystack-signature" not in request.headers:
            return JSONResponse({}, status_code=401)
        return await call_next(request)
