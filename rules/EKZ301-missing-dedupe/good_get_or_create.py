"""get_or_create tells whether this delivery is the first."""

import json

import mercadopago
from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Payment, Wallet

sdk = mercadopago.SDK(settings.MP_ACCESS_TOKEN)


@csrf_exempt
def mercadopago_webhook(request):
    data = json.loads(request.body)
    payment = sdk.payment().get(data["data"]["id"])["response"]
    row, created = Payment.objects.get_or_create(mp_id=payment["id"], defaults={"user_id": payment["payer"]["id"]})
    if not created:
        return HttpResponse(status=200)
    wallet = Wallet.objects.get(user_id=row.user_id)
    wallet.balance += payment["transaction_amount"]
    wallet.save()
    return HttpResponse(status=200)
