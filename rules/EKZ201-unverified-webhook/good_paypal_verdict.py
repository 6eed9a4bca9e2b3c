"""PayPal is asked whether the event is its own, and its word is what counts."""

import json

import requests
from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from memberships.models import Membership


def is_from_paypal(request, event):
    answer = requests.post(
        "https://api-m.paypal.com/v1/notifications/verify-webhook-signature",
        json={"webhook_id": settings.PAYPAL_WEBHOOK_ID, "webhook_event": event, **transmission(request.headers)},
        auth=(settings.PAYPAL_CLIENT_ID, settings.PAYPAL_CLIENT_SECRET),
        timeout=10,
    )
    answer.raise_for_status()
    return answer.json()["verification_status"] == "SUCCESS"


def transmission(headers):
    return {"transmission_id": headers["Paypal-Transmission-Id"], "transmission_sig": headers["Paypal-Transmission-Sig"]}


@csrf_exempt
def paypal_webhook(request):
    event = json.loads(request.body)
    if not is_from_paypal(request, event):
        return JsonResponse({"error": "not from PayPal"}, status=400)
    Membership.objects.filter(paypal_id=event["resource"]["id"]).update(active=True)
    return JsonResponse({})
