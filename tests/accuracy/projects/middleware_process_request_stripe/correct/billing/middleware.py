import stripe
from django.conf import settings
from django.http import HttpResponseBadRequest
from django.utils.deprecation import MiddlewareMixin


class SignedStripeMiddleware(MiddlewareMixin):
    def process_request(self, request):
        if not request.path.startswith("/hooks/stripe"):
            return None
        try:
            stripe.Webhook.construct_event(
                request.body, request.headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET
            )
        except (ValueError, stripe.SignatureVerificationError):
            return HttpResponseBadRequest()
        return None
