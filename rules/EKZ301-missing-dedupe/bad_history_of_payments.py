"""A history that holds the payments with their sums is no log: what is paid once stands there twice."""

import stripe
from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class Customer(models.Model):
    stripe_id = models.CharField(max_length=60, unique=True)


class PaymentHistory(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    invoice = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=10, decimal_places=2)


@csrf_exempt
def stripe_webhook(request):  # ekz: EKZ301
    signature = request.META.get("HTTP_STRIPE_SIGNATURE")
    event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    if event["type"] == "invoice.payment_succeeded":
        invoice = event["data"]["object"]
        customer = Customer.objects.get(stripe_id=invoice["customer"])
        PaymentHistory.objects.create(customer=customer, invoice=invoice["id"], amount=invoice["amount_paid"] / 100)
    return HttpResponse()
