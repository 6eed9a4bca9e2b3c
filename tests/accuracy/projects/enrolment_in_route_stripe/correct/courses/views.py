"""Stripe calls."""

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from courses.handlers import enrol, renew


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    thing = event["data"]["object"]
    if event["type"] == "invoice.paid":
        renew(thing["id"])
    elif event["type"] == "checkout.session.completed":
        enrol(thing["id"])
    return HttpResponse()
