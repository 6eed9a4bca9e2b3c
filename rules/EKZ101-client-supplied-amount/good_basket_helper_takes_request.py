"""A helper takes the request, reads keys from the session, and prices them from the database."""

import stripe
from django.shortcuts import get_object_or_404, render

from shop.models import Product


def bag_contents(request):
    total = 0
    for item_id, quantity in request.session.get("bag", {}).items():
        product = get_object_or_404(Product, pk=item_id)
        total += quantity * product.price
    return {"grand_total": total}


def checkout(request):
    bag = bag_contents(request)
    intent = stripe.PaymentIntent.create(amount=round(bag["grand_total"] * 100), currency="gbp")
    return render(request, "checkout.html", {"client_secret": intent.client_secret})
