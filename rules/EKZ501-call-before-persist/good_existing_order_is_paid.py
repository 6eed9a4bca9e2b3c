import stripe
from django.shortcuts import get_object_or_404, redirect

from orders.models import Order


def pay_order(request, order_id):
    order = get_object_or_404(Order, pk=order_id, buyer=request.user)
    session = stripe.checkout.Session.create(
        mode="payment",
        line_items=[
            {"price_data": {"currency": "eur", "unit_amount": int(item.price * 100)}, "quantity": item.quantity}
            for item in order.items.all()
        ],
        success_url="https://shop.example/thanks",
    )
    order.session_id = session.id
    order.save()
    return redirect(session.url)
