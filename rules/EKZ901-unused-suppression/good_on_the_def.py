"""A comment on the def hides a finding inside the function."""

import stripe
from django.http import JsonResponse


def pay(request):  # ekzlint: ignore[EKZ101] the amount is checked by the gateway
    amount = int(request.POST["amount"])
    return JsonResponse(stripe.PaymentIntent.create(amount=amount, currency="usd"))
