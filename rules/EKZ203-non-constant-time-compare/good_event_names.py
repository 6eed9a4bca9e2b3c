"""Event names route; they are no secrets."""

import stripe
from django.conf import settings
from django.http import HttpResponse


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    if event["type"] == "checkout.session.completed":
        print("paid")
    return HttpResponse(status=200)
