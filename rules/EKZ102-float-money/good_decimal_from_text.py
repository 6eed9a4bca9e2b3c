"""Decimal(str(...)) and one rounding on purpose."""

from decimal import ROUND_HALF_UP, Decimal

import razorpay
from django.conf import settings
from django.http import JsonResponse

from shop.models import Order

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


def pay(request, pk):
    order = Order.objects.get(pk=pk)
    paise = int((Decimal(str(order.total)) * 100).to_integral_value(rounding=ROUND_HALF_UP))
    return JsonResponse(client.order.create({"amount": paise, "currency": "INR"}))
