from django.shortcuts import get_object_or_404, redirect

from basket.models import Product


def add(request, product_id):
    product = get_object_or_404(Product, pk=product_id)
    basket = request.session.get("basket", {})
    basket[str(product_id)] = {"name": product.name, "price": str(product.price), "quantity": 1}
    request.session["basket"] = basket
    return redirect("basket")
