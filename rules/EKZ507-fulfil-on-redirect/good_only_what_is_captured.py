"""Of the payments of the order only those that were captured are kept."""

import razorpay
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect
from orders.models import Order

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


def payment_success(request, order_id):
    order = get_object_or_404(Order, id=order_id, user=request.user)
    payments = client.order.payments(order.razorpay_order_id)["items"]
    captured = [payment for payment in payments if payment["status"] == "captured"]
    if not captured:
        return redirect("checkout")
    order.paid = True
    order.save()
    return redirect("order", order.id)
