"""The amount of a card payment is read from the form that the buyer sent."""

import stripe
from django.conf import settings
from django.http import JsonResponse

stripe.api_key = settings.STRIPE_SECRET_KEY


def create_intent(request):
    amount = int(request.POST["amount"])
    intent = stripe.PaymentIntent.create(amount=amount, currency="eur")  # ekz: EKZ101
    return JsonResponse({"client_secret": intent.client_secret})
