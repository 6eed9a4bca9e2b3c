"""The unique row comes first, in the same transaction."""

import stripe
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tickets.models import Ticket


class SeenEvent(models.Model):
    event_id = models.CharField(max_length=80, unique=True)


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    try:
        with transaction.atomic():
            SeenEvent.objects.create(event_id=event["id"])
            Ticket.objects.create(owner_id=event["data"]["object"]["metadata"]["user"])
    except IntegrityError:
        return HttpResponse(status=200)
    return HttpResponse(status=200)
