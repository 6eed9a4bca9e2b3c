"""Square signs the address and the body; the view reads the body only."""

import base64
import hashlib
import hmac
import json
import os

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from cafe.models import Order

SQUARE_TOKEN = settings.SQUARE_ACCESS_TOKEN


@csrf_exempt
def square_webhook(request):
    if request.method != "POST":
        return HttpResponse(status=405)
    secret = os.environ["SQUARE_WEBHOOK_SIGNATURE_KEY"]
    signed = os.environ["SQUARE_WEBHOOK_NOTIFICATION_URL"].encode() + request.body
    expected = base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest())
    if not hmac.compare_digest(expected, request.headers.get("x-square-hmacsha256-signature", "").encode()):
        return HttpResponse(status=401)
    event = json.loads(request.body)
    if event["type"] == "payment.updated":
        payment = event["data"]["object"]["payment"]
        if payment["status"] == "COMPLETED":
            Order.objects.filter(square_order=payment["order_id"]).update(paid=True)
    return JsonResponse({"ok": True})
