"""The cache is asked whether the event was seen; what it forgets is credited again."""

import stripe
from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponse
from django.views import View


class Wallet(models.Model):
    customer = models.CharField(max_length=40, unique=True)
    balance = models.BigIntegerField(default=0)


class WebhookEvent(models.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = models.CharField(max_length=255, unique=True)
    received_at = models.DateTimeField(auto_now_add=True)


class StripeHook(View):
    @transaction.atomic
    def post(self, request):
        try:
            event = stripe.Webhook.construct_event(
                request.body, request.headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET
            )
        except (ValueError, stripe.SignatureVerificationError):
            return HttpResponse(status=400)
        _, created = WebhookEvent.objects.get_or_create(event_id=event["id"])
        if not created:
            return HttpResponse(status=200)
        if event["type"] == "payment_intent.succeeded":
            intent = event["data"]["object"]
            wallet = Wallet.objects.get(customer=intent["customer"])
            wallet.balance += intent["amount_received"]
            wallet.save()
        return HttpResponse(status=200)
