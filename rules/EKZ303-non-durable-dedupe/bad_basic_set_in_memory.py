"""A set in the process remembers the events, until the process ends."""

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tickets.models import Ticket

seen = set()


@csrf_exempt
def stripe_webhook(request):  # ekz: EKZ303
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    if event["id"] in seen:
        return HttpResponse(status=200)
    seen.add(event["id"])
    Ticket.objects.create(owner_id=event["data"]["object"]["metadata"]["user"])
    return HttpResponse(status=200)
