"""The signature key stands in the notification, and is not made again."""

import hashlib
import hmac
import json
import os

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from toko.models import Order


@csrf_exempt
def midtrans_webhook(request):
    notification = json.loads(request.body)
    signed = (
        f'{notification.get("order_id", "")}'
        f'{notification.get("status_code", "")}'
        f'{notification.get("gross_amount", "")}'
        f'{os.environ["MIDTRANS_SERVER_KEY"]}'
    )
    expected = hashlib.sha512(signed.encode()).hexdigest()
    if not hmac.compare_digest(expected.encode(), notification.get("signature_key", "").encode()):
        return HttpResponse(status=401)
    if notification["transaction_status"] == "settlement":
        order = Order.objects.get(number=notification["order_id"])
        order.status = "paid"
        order.save()
    return HttpResponse()
