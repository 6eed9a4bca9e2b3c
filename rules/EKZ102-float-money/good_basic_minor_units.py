"""Prices are integers of cents."""

import stripe
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from shop.models import Product


def create_intent(request):
    product = get_object_or_404(Product, pk=request.POST["product"])
    intent = stripe.PaymentIntent.create(amount=product.price_cents, currency="eur")
    return JsonResponse({"client_secret": intent.client_secret})
