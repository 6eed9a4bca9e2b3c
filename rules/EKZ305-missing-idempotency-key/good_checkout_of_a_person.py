import stripe
from django.shortcuts import get_object_or_404, redirect

from orders.models import Order


def pay(request, order_id):
    order = get_object_or_404(Order, pk=order_id)
    for item in order.items.all():
        item.refresh_from_db()
    session = stripe.checkout.Session.create(
        mode="payment",
        line_items=[{"price": order.price_id, "quantity": 1}],
        metadata={"order": order.pk},
        success_url="https://shop.example/thanks",
    )
    order.session_id = session.id
    order.save()
    return redirect(session.url)
