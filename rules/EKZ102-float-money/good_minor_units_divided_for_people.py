"""What is only shown may be divided; what is stored is a Decimal."""

from decimal import Decimal

import stripe
from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class Payment(models.Model):
    session = models.CharField(max_length=100, unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    if event["type"] == "checkout.session.completed":
        session = event["data"]["object"]
        print(f"received {session['amount_total'] / 100:.2f}")
        Payment.objects.create(session=session["id"], amount=Decimal(session["amount_total"]) / 100)
    return HttpResponse(status=200)
