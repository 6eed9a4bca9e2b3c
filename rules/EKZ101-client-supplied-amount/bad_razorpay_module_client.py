"""A module's own client creates an order over what the JSON body says."""

import json

import razorpay
from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


@csrf_exempt
def create_order(request):
    body = json.loads(request.body.decode("utf-8"))
    total = float(body.get("total"))
    order = client.order.create({"amount": int(total * 100), "currency": "INR"})  # ekz: EKZ101
    return JsonResponse(order)
