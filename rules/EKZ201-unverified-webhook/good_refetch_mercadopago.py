"""The notification only brings an id; the payment itself is asked for at the provider, and that is acted on."""

import mercadopago
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from shop.models import Order

sdk = mercadopago.SDK(settings.MP_ACCESS_TOKEN)


@csrf_exempt
def mercadopago_webhook(request):
    payment = sdk.payment().get(request.GET["data.id"])["response"]
    if payment["status"] == "approved":
        Order.objects.filter(pk=payment["external_reference"]).update(paid=True)
    return HttpResponse(status=200)
