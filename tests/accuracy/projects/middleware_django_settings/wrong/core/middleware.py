import logging

log = logging.getLogger(__name__)


class PaystackSignatureMiddleware:
    """Only says who called: nothing is computed, and everybody passes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/api/payments/paystack/"):
            log.info("paystack callback from %s", request.META.get("REMOTE_ADDR"))
        return self.get_response(request)
