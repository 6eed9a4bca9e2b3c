"""The comment names another rule than the one that is broken."""

import stripe
from django.http import JsonResponse


def pay(request):
    amount = int(request.POST["amount"])
    intent = stripe.PaymentIntent.create(amount=amount, currency="usd")  # ekzlint: ignore[EKZ203]  # ekz: EKZ901
    return JsonResponse(intent)
