"""A notification that is shown to the customer is no log of what came in: it is there once for each delivery."""

import stripe
from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class Payment(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    intent = models.CharField(max_length=60, unique=True)
    status = models.CharField(max_length=20, default="pending")


class Notification(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=80)
    message = models.TextField()


@csrf_exempt
def stripe_webhook(request):  # ekz: EKZ301
    signature = request.META.get("HTTP_STRIPE_SIGNATURE")
    event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    if event["type"] == "payment_intent.succeeded":
        payment = Payment.objects.get(intent=event["data"]["object"]["id"])
        payment.status = "completed"
        payment.save()
        Notification.objects.create(user=payment.user, title="Paid", message="Your payment has come in.")
    return HttpResponse()
