"""The balance is credited before get_or_create tells whether the event is new."""

import mercadopago
from django.conf import settings
from django.db import transaction
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.models import Payment, Wallet

sdk = mercadopago.SDK(settings.MP_ACCESS_TOKEN)


class MercadoPagoHook(APIView):
    @transaction.atomic
    def post(self, request):
        payment = sdk.payment().get(request.data["data"]["id"])["response"]
        wallet = Wallet.objects.get(user_id=payment["external_reference"])
        _, created = Payment.objects.get_or_create(mp_id=payment["id"])
        if not created:
            return Response(status=200)
        wallet.balance += payment["transaction_amount"]
        wallet.save()
        return Response(status=200)
