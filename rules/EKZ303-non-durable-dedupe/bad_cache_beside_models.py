"""The cache is asked whether the event was seen; what it forgets is credited again."""

import stripe
from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.http import HttpResponse
from django.views import View


class Wallet(models.Model):
    customer = models.CharField(max_length=40, unique=True)
    balance = models.BigIntegerField(default=0)


class StripeHook(View):
    def post(self, request):  # ekz: EKZ303
        try:
            event = stripe.Webhook.construct_event(
                request.body, request.headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET
            )
        except (ValueError, stripe.SignatureVerificationError):
            return HttpResponse(status=400)
        if cache.get(event["id"]):
            return HttpResponse(status=200)
        cache.set(event["id"], True, timeout=86400)
        if event["type"] == "payment_intent.succeeded":
            intent = event["data"]["object"]
            wallet = Wallet.objects.get(customer=intent["customer"])
            wallet.balance += intent["amount_received"]
            wallet.save()
        return HttpResponse(status=200)
