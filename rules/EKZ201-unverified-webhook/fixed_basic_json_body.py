"""Whoever posts this JSON marks an order as paid."""

import hashlib
import hmac
import json
import os

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


@csrf_exempt
def paystack_webhook(request):
    expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get("x-paystack-signature", "").encode()):
        return HttpResponse(status=401)
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        order = Order.objects.get(reference=event["data"]["reference"])
        order.paid = True
        order.save()
    return HttpResponse(status=200)
