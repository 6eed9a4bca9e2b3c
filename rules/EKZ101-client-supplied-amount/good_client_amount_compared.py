"""The client's number is compared with the server's, and a difference is refused."""

import json

import razorpay
from django.conf import settings
from django.http import JsonResponse

from shop.models import Order

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


def create_order(request):
    body = json.loads(request.body)
    order = Order.objects.get(pk=body["order"])
    amount = int(body["amount"])
    if amount != order.total_paise:
        return JsonResponse({"error": "amount mismatch"}, status=400)
    return JsonResponse(client.order.create({"amount": amount, "currency": "INR"}))
