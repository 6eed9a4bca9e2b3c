"""The route verifies and dispatches."""

import stripe
from django.conf import settings
from django.http import HttpResponse

from courses.handlers import enrol, renew

HANDLERS = {"checkout.session.completed": enrol, "invoice.paid": renew}


def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    handler = HANDLERS.get(event["type"])
    if handler:
        handler(event["data"]["object"]["client_reference_id"])
    return HttpResponse()
