"""A decorator of the same shape that looks at nothing."""

import hashlib
import hmac
import json
import os

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from shop.metrics import counter
from shop.models import Payment


class Counted:
    def __init__(self, name):
        self.name = name

    def __call__(self, view):
        def answer(request, *args, **kwargs):
            counter.labels(self.name).inc()
            return view(request, *args, **kwargs)

        return answer


@csrf_exempt
@Counted("paystack")
def paystack_webhook(request):
    expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get("x-paystack-signature", "").encode()):
        return HttpResponse(status=401)
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        Payment.objects.filter(reference=event["data"]["reference"]).update(status="paid")
    return HttpResponse()
