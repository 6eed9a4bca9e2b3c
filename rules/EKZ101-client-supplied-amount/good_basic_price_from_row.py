"""The client names the product; the price comes from the row."""

import stripe
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from shop.models import Product


def create_intent(request):
    product = get_object_or_404(Product, pk=request.POST["product"])
    intent = stripe.PaymentIntent.create(amount=int(product.price * 100), currency="eur")
    return JsonResponse({"client_secret": intent.client_secret})
