"""The page fetches the session, which tells that there is one, and not that it is paid."""

import stripe
from django.shortcuts import get_object_or_404, redirect, render
from orders.models import Order


def payment_success(request):  # ekz: EKZ507
    session_id = request.GET.get("session_id")
    if not session_id:
        return redirect("cart")
    session = stripe.checkout.Session.retrieve(session_id)
    order = get_object_or_404(Order, id=session.metadata["order_id"])
    order.is_paid = True
    order.save()
    return render(request, "orders/success.html", {"order": order, "email": session.customer_details.email})
