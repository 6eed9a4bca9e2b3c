"""The view verifies in dispatch, and the handler acts on the verified event."""

import stripe
from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest
from django.views import View

from .models import Order


class StripeHook(View):
    def dispatch(self, request, *args, **kwargs):
        try:
            self.event = stripe.Webhook.construct_event(
                request.body, request.META["HTTP_STRIPE_SIGNATURE"], settings.WHSEC
            )
        except (ValueError, stripe.error.SignatureVerificationError):
            return HttpResponseBadRequest()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request):
        if self.event["type"] == "checkout.session.completed":
            o = Order.objects.get(session=self.event["data"]["object"]["id"])
            o.paid = True
            o.save()
        return HttpResponse()
