"""The tickets are issued, and only then is the event remembered."""

import stripe
from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tickets.models import Ticket


class SeenEvent(models.Model):
    event_id = models.CharField(max_length=80, unique=True)


@csrf_exempt
@transaction.atomic
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    _, created = SeenEvent.objects.get_or_create(event_id=event["id"])
    if not created:
        return HttpResponse(status=200)
    Ticket.objects.create(owner_id=event["data"]["object"]["metadata"]["user"])
    return HttpResponse(status=200)
