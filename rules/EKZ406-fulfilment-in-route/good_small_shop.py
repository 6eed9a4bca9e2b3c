"""A shop that does everything in its one route is told on request only."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    send_mail("Paid", "...", None, [event["data"]["object"]["customer_email"]])
    return HttpResponse()
