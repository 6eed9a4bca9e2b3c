"""What is refused ends here, and of the rest only what is named as paid is paid."""

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
    if payment["status"] != "rejected":
        order.seen_at = payment["date_created"]
        if payment["status"] == "approved":
            order.status = "paid"
        order.save()
    return HttpResponse()
