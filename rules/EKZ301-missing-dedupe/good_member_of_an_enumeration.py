"""The registration answers with a member of an enumeration, and the handler stops at the one for duplicates."""

import enum

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, models
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class HandledEvent(models.Model):
    event_id = models.CharField(max_length=80, unique=True)


class Claim(enum.Enum):
    NEW = "new"
    DUPLICATE = "duplicate"


def claim(event_id):
    try:
        HandledEvent.objects.create(event_id=event_id)
    except IntegrityError:
        return Claim.DUPLICATE
    return Claim.NEW


@csrf_exempt
def stripe_webhook(request):
    signature = request.META.get("HTTP_STRIPE_SIGNATURE")
    event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    if claim(event["id"]) is Claim.DUPLICATE:
        return HttpResponse()
    if event["type"] == "checkout.session.completed":
        send_mail("Paid", "Thank you.", "shop@shop.example", [event["data"]["object"]["customer_details"]["email"]])
    return HttpResponse()
