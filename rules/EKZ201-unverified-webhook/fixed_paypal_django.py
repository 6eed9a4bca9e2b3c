"""A membership is switched on by whoever knows the address."""

import json
import os

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
def paypal_webhook(request):
    event = json.loads(request.body)
    answer = requests.post(
        f"{settings.PAYPAL_BASE_URL}/v1/notifications/verify-webhook-signature",
        json={
            "auth_algo": request.headers.get("PayPal-Auth-Algo", ""),
            "cert_url": request.headers.get("PayPal-Cert-Url", ""),
            "transmission_id": request.headers.get("PayPal-Transmission-Id", ""),
            "transmission_sig": request.headers.get("PayPal-Transmission-Sig", ""),
            "transmission_time": request.headers.get("PayPal-Transmission-Time", ""),
            "webhook_id": os.environ["PAYPAL_WEBHOOK_ID"],
            "webhook_event": event,
        },
        headers={"Authorization": f"Bearer {paypal_token()}"},
        timeout=10,
    )
    if answer.json().get("verification_status") != "SUCCESS":
        return HttpResponse(status=401)
    if event["event_type"] == "PAYMENT.CAPTURE.COMPLETED":
        Membership.objects.filter(paypal_id=event["resource"]["id"]).update(active=True)
    return HttpResponse(status=200)
