import hashlib
import hmac

from django.conf import settings
from django.http import HttpResponseForbidden


class PaystackSignatureMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/api/payments/paystack/"):
            expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
            if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
                return HttpResponseForbidden()
        return self.get_response(request)
