"""Setting the same values on the row of the same payment twice leaves it as it was."""

import stripe
from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt


class Order(models.Model):
    payment_intent = models.CharField(max_length=64, unique=True)
    is_paid = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="new")
    checked_at = models.DateTimeField(null=True)


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    intent = event["data"]["object"]
    if event["type"] == "payment_intent.succeeded":
        order = Order.objects.get(payment_intent=intent["id"])
        order.is_paid = True
        order.state = "paid"
        order.checked_at = timezone.now()
        order.save()
    elif event["type"] == "payment_intent.canceled":
        Order.objects.filter(payment_intent=intent["id"]).update(state="canceled")
    return HttpResponse()
