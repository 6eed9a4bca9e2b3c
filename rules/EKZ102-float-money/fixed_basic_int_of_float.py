"""int(float(price) * 100) loses a cent now and then."""

from decimal import Decimal

import stripe
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from shop.models import Product


def create_intent(request):
    product = get_object_or_404(Product, pk=request.POST["product"])
    cents = int(Decimal(str(product.price)) * 100)
    intent = stripe.PaymentIntent.create(amount=cents, currency="eur")
    return JsonResponse({"client_secret": intent.client_secret})
