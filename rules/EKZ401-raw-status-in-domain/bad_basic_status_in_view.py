"""The view compares Stripe's own word."""

import stripe
from django.conf import settings
from django.http import HttpResponse

from shop.models import Order


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    session = event["data"]["object"]
    if session["payment_status"] == "paid":  # ekz: EKZ401
        Order.objects.filter(session=session["id"]).update(state="paid")
    return HttpResponse(status=200)
