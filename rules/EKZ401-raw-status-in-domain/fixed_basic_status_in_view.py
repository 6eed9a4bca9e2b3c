"""The view compares Stripe's own word."""

import stripe
from django.conf import settings
from django.http import HttpResponse
from payment_status import PaymentStatus, normalise_stripe_status

from shop.models import Order


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    session = event["data"]["object"]
    if normalise_stripe_status(session["payment_status"]) is PaymentStatus.PAID:
        Order.objects.filter(session=session["id"]).update(state="paid")
    return HttpResponse(status=200)
