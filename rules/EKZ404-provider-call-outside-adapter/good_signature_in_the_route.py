"""A signature is checked where the raw bytes are: that is no call of the provider."""

import stripe
from django.conf import settings
from django.http import HttpResponse

from payments.stripe_gateway import StripeGateway
from payments.tasks import settle

gateway = StripeGateway()


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    settle.delay(gateway.normalise_event(event))
    return HttpResponse()
