"""Whoever posts this JSON marks an order as paid."""

import json

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


@csrf_exempt
def paystack_webhook(request):  # ekz: EKZ201
    event = json.loads(request.body)
    if event["event"] == "charge.success":
        order = Order.objects.get(reference=event["data"]["reference"])
        order.paid = True
        order.save()
    return HttpResponse(status=200)
