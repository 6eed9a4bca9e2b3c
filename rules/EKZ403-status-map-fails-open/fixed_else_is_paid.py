"""Only the failures have a name; everything else is paid."""

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from payment_status import PaymentStatus, normalise_mercadopago_status

from payments import mercadopago_sdk
from shop.models import Order


@csrf_exempt
def mercadopago_webhook(request):
    payment = mercadopago_sdk.payment().get(request.GET["data.id"])["response"]
    order = Order.objects.get(pk=payment["external_reference"])
    if payment["status"] == "rejected":
        order.status = "failed"
    elif payment["status"] in ("pending", "in_process"):
        order.status = "pending"
    elif normalise_mercadopago_status(payment["status"]) is PaymentStatus.PAID:
        order.status = "paid"
    order.save()
    return JsonResponse({})
