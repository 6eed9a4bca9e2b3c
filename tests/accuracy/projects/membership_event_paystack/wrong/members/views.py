"""Paystack calls."""

import json

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from members.models import activate
from members.paystack_adapter import PaystackAdapter

adapter = PaystackAdapter()


@csrf_exempt
def paystack_webhook(request):
    adapter.demand_signature(request.body, request.headers["X-Paystack-Signature"])
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        activate(event)  # ekz: EKZ405
    return HttpResponse()
