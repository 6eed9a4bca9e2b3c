import logging

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Order, WebhookEvent

log = logging.getLogger(__name__)


@csrf_exempt
def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        request.body, request.headers["stripe-signature"], settings.STRIPE_WEBHOOK_SECRET
    )
    try:
        Order.objects.filter(session_id=event["data"]["object"]["id"]).update(status="paid")
    except Exception as error:
        log.exception("could not fulfil %s", event["id"])
        WebhookEvent.objects.create(event_id=event["id"], state="failed", reason=str(error))
    return HttpResponse(status=200)
