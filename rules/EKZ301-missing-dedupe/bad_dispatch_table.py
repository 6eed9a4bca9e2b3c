"""The effect sits behind a table of handlers, and repeats."""

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tickets.models import Ticket


def issue(event):
    for _ in range(event["data"]["object"]["quantity"]):
        Ticket.objects.create(owner_id=event["data"]["object"]["metadata"]["user"])


def ignore(event):
    print("ignored", event["type"])


HANDLERS = {"checkout.session.completed": issue}


@csrf_exempt
def stripe_webhook(request):  # ekz: EKZ301
    event = stripe.Webhook.construct_event(request.body, request.headers["Stripe-Signature"], settings.WH_SECRET)
    HANDLERS.get(event["type"], ignore)(event)
    return HttpResponse(status=200)
