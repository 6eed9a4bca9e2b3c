"""The row's own state is compared, not the provider's."""

import stripe
from django.conf import settings
from django.http import HttpResponse

from shop.models import Order


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    order = Order.objects.get(session=event["data"]["object"]["id"])
    if order.status == "paid":
        return HttpResponse(status=200)
    order.status = "paid"
    order.save()
    return HttpResponse(status=200)
