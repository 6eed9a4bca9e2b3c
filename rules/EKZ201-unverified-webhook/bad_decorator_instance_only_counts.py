"""A decorator of the same shape that looks at nothing."""

import json

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
def paystack_webhook(request):  # ekz: EKZ201
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        Payment.objects.filter(reference=event["data"]["reference"]).update(status="paid")
    return HttpResponse()
