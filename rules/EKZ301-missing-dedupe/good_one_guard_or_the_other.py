"""The event is new, or its row says that it was not handled to the end: one guard or the other, on each path."""

import stripe
from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt


class HandledEvent(models.Model):
    event_id = models.CharField(max_length=80, unique=True)
    status = models.CharField(max_length=12, default="received")


@csrf_exempt
@transaction.atomic
def stripe_webhook(request):
    signature = request.META.get("HTTP_STRIPE_SIGNATURE")
    event = stripe.Webhook.construct_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRET)
    handled, created = HandledEvent.objects.select_for_update().get_or_create(event_id=event["id"])
    if not created and handled.status == "processed":
        return HttpResponse()
    if event["type"] == "checkout.session.completed":
        send_mail("Paid", "Thank you.", "shop@shop.example", [event["data"]["object"]["customer_details"]["email"]])
    handled.status = "processed"
    handled.save()
    return HttpResponse()
