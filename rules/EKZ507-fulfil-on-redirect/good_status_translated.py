"""A table translates the provider's status, and the order gets what comes out."""

import mercadopago
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect
from orders.models import Order

STATES = {"approved": "paid", "rejected": "failed"}


def payment_success(request):
    sdk = mercadopago.SDK(settings.MERCADOPAGO_ACCESS_TOKEN)
    payment = sdk.payment().get(request.GET["payment_id"])["response"]
    order = get_object_or_404(Order, reference=payment["external_reference"])
    order.status = STATES.get(payment["status"], "pending")
    order.save()
    return redirect("order", order.id)
