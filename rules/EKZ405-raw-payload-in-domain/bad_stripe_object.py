"""Stripe's own object goes into the business."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse

from payments.stripe_gateway import StripeGateway
from shop.models import Order

gateway = StripeGateway()


def ship(session):
    order = Order.objects.get(pk=session["metadata"]["order"])
    order.status = Order.Status.PAID
    order.save()
    send_mail("Shipped", "...", None, [order.email])


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    if event["type"] == "checkout.session.completed":
        ship(event["data"]["object"])  # ekz: EKZ405
    return HttpResponse()
