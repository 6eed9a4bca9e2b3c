"""Event names route."""

import stripe
from django.conf import settings
from django.http import HttpResponse

from shop.models import Order


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    if event["type"] == "checkout.session.completed":
        Order.objects.filter(session=event["data"]["object"]["id"]).update(state="paid")
    return HttpResponse(status=200)
