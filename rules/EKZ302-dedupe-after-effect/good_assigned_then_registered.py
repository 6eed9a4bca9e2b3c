"""What comes before the registration only assigns."""

import mercadopago
from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.models import Order, Payment

sdk = mercadopago.SDK(settings.MP_ACCESS_TOKEN)


class MercadoPagoHook(APIView):
    def post(self, request):
        payment = sdk.payment().get(request.data["data"]["id"])["response"]
        order = Order.objects.get(pk=payment["external_reference"])
        order.mp_id = payment["id"]
        order.save()
        Payment.objects.get_or_create(mp_id=payment["id"])
        return Response(status=200)
