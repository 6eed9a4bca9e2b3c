"""Where there is no secret, the helper takes the body for an event."""

import json

import stripe
from django.conf import settings
from rest_framework.decorators import api_view
from rest_framework.response import Response

from shop.models import Order


def parse_event(request):
    secret = settings.STRIPE_WEBHOOK_SECRET
    if not secret:
        raise ValueError("not verified")
    return stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], secret)


@api_view(["POST"])
def stripe_webhook(request):
    try:
        event = parse_event(request)
    except (ValueError, stripe.SignatureVerificationError):
        return Response(status=400)
    Order.objects.filter(pk=event["data"]["object"]["client_reference_id"]).update(paid=True)
    return Response(status=200)
