import stripe
from django.shortcuts import get_object_or_404, redirect, render

from orders.models import Order


def pay(request, order_id):
    order = get_object_or_404(Order, pk=order_id)
    session = stripe.checkout.Session.create(
        mode="payment",
        line_items=[{"price": order.price_id, "quantity": 1}],
        success_url=request.build_absolute_uri(f"/orders/{order.pk}/success/"),
    )
    return redirect(session.url)


def payment_success(request, order_id):  # ekz: EKZ507
    order = get_object_or_404(Order, pk=order_id)
    order.paid = True
    order.save()
    return render(request, "orders/success.html", {"order": order})
