"""A licence is mailed when a transfer arrives, another mail goes out when it fails: both each time they are told."""

import hashlib
import hmac
import json
import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

logger = logging.getLogger(__name__)


class Licence(models.Model):
    reference = models.CharField(max_length=40, unique=True)
    email = models.EmailField()
    state = models.CharField(max_length=12, default="waiting")


class WebhookEvent(models.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = models.CharField(max_length=255, unique=True)
    received_at = models.DateTimeField(auto_now_add=True)


@csrf_exempt
def paystack_webhook(request):
    digest = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
        return JsonResponse({"error": "signature"}, status=401)
    try:
        event = json.loads(request.body)
        licence = Licence.objects.get(reference=event["data"]["reference"])
        with transaction.atomic():
            _, created = WebhookEvent.objects.get_or_create(
                event_id=f"paystack:{event['event']}:{event['data']['reference']}"
            )
            if not created:
                return JsonResponse({"ok": True})
            # The customer hears of it either way.
            if event["event"] == "charge.success":
                licence.state = "paid"
                licence.save()
                send_mail("Your licence", f"Its number is {licence.pk}.", "shop@shop.example", [licence.email])
            elif event["event"] == "charge.failed":
                licence.state = "failed"
                licence.save()
                send_mail("Your payment failed", "Please try again.", "shop@shop.example", [licence.email])
    except Exception:
        logger.exception("paystack webhook failed")
        return JsonResponse({"error": "try again"}, status=500)
    return JsonResponse({"ok": True})
