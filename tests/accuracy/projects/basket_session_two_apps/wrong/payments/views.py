from decimal import Decimal

import stripe
from django.shortcuts import redirect

from payments.models import Purchase


def start(request):
    total = Decimal("0")
    for line in request.session.get("basket", {}).values():
        total += Decimal(line["price"]) * line["quantity"]
    purchase = Purchase.objects.create(user=request.user)
    page = stripe.checkout.Session.create(  # ekz: EKZ101
        mode="payment",
        client_reference_id=str(purchase.pk),
        line_items=[
            {
                "price_data": {
                    "currency": "eur",
                    "unit_amount": int(total * 100),
                    "product_data": {"name": "Your basket"},
                },
                "quantity": 1,
            }
        ],
        success_url="https://shop.example/thanks",
    )
    purchase.session_id = page.id
    purchase.save()
    return redirect(page.url)
