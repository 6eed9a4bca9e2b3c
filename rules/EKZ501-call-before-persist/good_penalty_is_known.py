"""The penalty was there before anybody paid it; the transaction only takes note of how it was paid."""

import requests
from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from library.models import Penalty, Transaction


def pay_penalty(request, penalty_id):
    penalty = get_object_or_404(Penalty, pk=penalty_id, reader=request.user)
    answer = requests.post(
        "https://api.paystack.co/transaction/initialize",
        json={"email": request.user.email, "amount": penalty.amount * 100, "reference": f"penalty-{penalty.pk}"},
        headers={"Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}"},
        timeout=20,
    ).json()
    Transaction.objects.create(penalty=penalty, reference=answer["data"]["reference"])
    return JsonResponse({"url": answer["data"]["authorization_url"]})
