import stripe
from django.shortcuts import get_object_or_404, render

from orders.models import Order

stripe.api_version = "2024-06-20"


def payment_cancelled(request, order_id):
    order = get_object_or_404(Order, pk=order_id)
    order.status = "cancelled"
    order.save()
    return render(request, "orders/cancelled.html", {"order": order})
