"""The page writes down that it was shown; nobody gets anything by that."""

import stripe
from django.shortcuts import get_object_or_404, render
from orders.models import Order


def payment_success(request):
    session = stripe.checkout.Session.retrieve(request.GET["session_id"])
    order = get_object_or_404(Order, session_id=session.id)
    order.customer_email = session.customer_details.email
    order.thanked = True
    order.save()
    return render(request, "orders/thanks.html", {"order": order})
