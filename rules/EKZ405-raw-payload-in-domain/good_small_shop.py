"""Without an adapter there is nothing to normalise with: told on request only."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse

from shop.models import Order


def ship(session):
    order = Order.objects.get(pk=session["metadata"]["order"])
    send_mail("Shipped", "...", None, [order.email])


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    ship(event["data"]["object"])
    return HttpResponse()
