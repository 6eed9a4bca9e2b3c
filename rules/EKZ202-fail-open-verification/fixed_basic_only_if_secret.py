"""Without a configured secret the event is taken as it comes."""

import json

import stripe
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


@csrf_exempt
def stripe_webhook(request):
    if settings.STRIPE_WEBHOOK_SECRET:
        event = stripe.Webhook.construct_event(
            request.body, request.META["HTTP_STRIPE_SIGNATURE"], settings.STRIPE_WEBHOOK_SECRET
        )
    else:
        return HttpResponse(status=401)
    Order.objects.filter(pk=event["data"]["object"]["client_reference_id"]).update(paid=True)
    return HttpResponse(status=200)
