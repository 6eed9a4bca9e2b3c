import hashlib
import hmac

from django.conf import settings
from django.http import HttpResponseNotFound


class PaystackMiddleware:
    """Verifies where the view is the webhook, which it knows by its name."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if view_func.__name__ == "PaystackWebhookView":
            expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
            sent = request.META.get("HTTP_X_PAYSTACK_SIGNATURE", "")
            return None if hmac.compare_digest(expected, sent) else HttpResponseNotFound()
        return None
