"""What the session holds of the top-up is asked for, and used up in the same transaction."""

import json
from decimal import Decimal

import razorpay
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import models, transaction
from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

client = razorpay.Client(auth=(settings.RAZORPAY_KEY, settings.RAZORPAY_SECRET))


class Wallet(models.Model):
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    balance = models.DecimalField(max_digits=10, decimal_places=2, default=0)


@login_required
@require_POST
@transaction.atomic
def verify_top_up(request):
    body = json.loads(request.body)
    client.utility.verify_payment_signature(
        {
            "razorpay_order_id": body["razorpay_order_id"],
            "razorpay_payment_id": body["razorpay_payment_id"],
            "razorpay_signature": body["razorpay_signature"],
        }
    )
    waiting = request.session.get("waiting_top_up")
    if not waiting or waiting["order"] != body["razorpay_order_id"]:
        return HttpResponseBadRequest("no top-up is waiting")
    order = client.order.fetch(waiting["order"])
    wallet = Wallet.objects.select_for_update().get(owner=request.user)
    wallet.balance += Decimal(order["amount_paid"]) / 100
    wallet.save()
    del request.session["waiting_top_up"]
    return JsonResponse({"balance": str(wallet.balance)})
