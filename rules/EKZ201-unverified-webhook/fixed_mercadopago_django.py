"""A notification gives the credits out, though anybody can post one."""

import hashlib
import hmac
import json
import os

import mercadopago
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from credits.models import Purchase

sdk = mercadopago.SDK(settings.MERCADOPAGO_ACCESS_TOKEN)


@csrf_exempt
@require_POST
def mercadopago_webhook(request):
    header = request.headers.get("x-signature", "")
    parts = dict(part.strip().split("=", 1) for part in header.split(",") if "=" in part)
    secret = os.environ["MERCADOPAGO_WEBHOOK_SECRET"]
    signed = (
        f'id:{request.GET.get("data.id", "").lower()};'
        f'request-id:{request.headers.get("x-request-id", "")};'
        f'ts:{parts.get("ts", "")};'
    )
    expected = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), parts.get("v1", "").encode()):
        return HttpResponse(status=401)
    try:
        data = json.loads(request.body)
    except ValueError:
        return JsonResponse({"error": "not JSON"}, status=400)
    if data.get("type") == "payment" and data.get("action") == "payment.updated":
        purchase = Purchase.objects.get(preference_id=data["data"]["id"])
        purchase.status = "approved"
        purchase.save()
    return HttpResponse(status=200)
