"""Signals that a second delivery does not set off: for new rows only, and once for each row."""

import secrets

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class Parcel(models.Model):
    number = models.CharField(max_length=20)


class Payment(models.Model):
    intent = models.CharField(max_length=60, unique=True)
    email = models.EmailField()
    status = models.CharField(max_length=20, default="pending")
    parcel = models.OneToOneField(Parcel, null=True, on_delete=models.SET_NULL)


@receiver(post_save, sender=Payment)
def greet(sender, instance, created, **kwargs):
    if created:
        send_mail("Welcome", "Please pay within a day.", settings.SHOP, [instance.email])


def prepare(sender, instance, created, **kwargs):
    if instance.status == "completed" and not instance.parcel:
        instance.parcel = Parcel.objects.create(number=secrets.token_hex(8))
        instance.save()


post_save.connect(prepare, sender=Payment)


@csrf_exempt
def stripe_webhook(request):
    signature = request.META.get("HTTP_STRIPE_SIGNATURE")
    event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    if event["type"] == "payment_intent.succeeded":
        payment = Payment.objects.get(intent=event["data"]["object"]["id"])
        payment.status = "completed"
        payment.save()
    return HttpResponse()
