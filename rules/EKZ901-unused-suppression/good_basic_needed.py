"""The comment hides what it was written for."""

import stripe
from django.http import JsonResponse


def pay(request):
    amount = int(request.POST["amount"])
    intent = stripe.PaymentIntent.create(amount=amount, currency="usd")  # ekzlint: ignore[EKZ101] donation page
    return JsonResponse(intent)
