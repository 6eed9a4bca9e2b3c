"""Paid is named, and the rest waits."""

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from payments import mercadopago_sdk
from shop.models import Order


@csrf_exempt
def mercadopago_webhook(request):
    payment = mercadopago_sdk.payment().get(request.GET["data.id"])["response"]
    order = Order.objects.get(pk=payment["external_reference"])
    if payment["status"] == "approved":
        order.status = "paid"
    elif payment["status"] in ("rejected", "cancelled"):
        order.status = "failed"
    else:
        order.status = "pending"
    order.save()
    return JsonResponse({})
