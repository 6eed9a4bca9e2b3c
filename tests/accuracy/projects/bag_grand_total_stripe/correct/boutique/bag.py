from decimal import Decimal

from django.conf import settings
from django.shortcuts import get_object_or_404

from boutique.models import Product


def bag_contents(request):
    """What lies in the session's bag, priced by the catalogue."""
    total = Decimal(0)
    lines = []
    for product_id, quantity in request.session.get("bag", {}).items():
        product = get_object_or_404(Product, pk=product_id)
        total += quantity * product.price
        lines.append({"product": product, "quantity": quantity})
    delivery = total * settings.DELIVERY_PERCENT / 100
    return {"lines": lines, "total": total, "delivery": delivery, "grand_total": total + delivery}
