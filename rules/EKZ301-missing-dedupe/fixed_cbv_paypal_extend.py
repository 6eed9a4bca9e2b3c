"""A PayPal sale is verified with PayPal, then extends the subscription however often it is reported."""

import json
from datetime import timedelta

import requests
from django.conf import settings
from django.db import models, transaction
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

PAYPAL = "https://api-m.paypal.com"


class Subscription(models.Model):
    paypal_id = models.CharField(max_length=40, unique=True)
    ends_on = models.DateField()


class WebhookEvent(models.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = models.CharField(max_length=255, unique=True)
    received_at = models.DateTimeField(auto_now_add=True)


def is_authentic(request, event) -> bool:
    answer = requests.post(
        f"{PAYPAL}/v1/notifications/verify-webhook-signature",
        json={
            "auth_algo": request.headers.get("Paypal-Auth-Algo"),
            "cert_url": request.headers.get("Paypal-Cert-Url"),
            "transmission_id": request.headers.get("Paypal-Transmission-Id"),
            "transmission_sig": request.headers.get("Paypal-Transmission-Sig"),
            "transmission_time": request.headers.get("Paypal-Transmission-Time"),
            "webhook_id": settings.PAYPAL_WEBHOOK_ID,
            "webhook_event": event,
        },
        auth=(settings.PAYPAL_CLIENT_ID, settings.PAYPAL_CLIENT_SECRET),
        timeout=10,
    )
    return answer.json().get("verification_status") == "SUCCESS"


@method_decorator(csrf_exempt, name="dispatch")
class PayPalWebhook(View):
    @transaction.atomic
    def post(self, request):
        event = json.loads(request.body)
        if not is_authentic(request, event):
            return JsonResponse({"error": "signature"}, status=400)
        if event["event_type"] == "PAYMENT.SALE.COMPLETED":
            subscription = Subscription.objects.get(paypal_id=event["resource"]["billing_agreement_id"])
            _, created = WebhookEvent.objects.get_or_create(event_id=event["id"])
            if not created:
                return JsonResponse({"ok": True})
            subscription.ends_on = subscription.ends_on + timedelta(days=30)
            subscription.save()
        return JsonResponse({"ok": True})
