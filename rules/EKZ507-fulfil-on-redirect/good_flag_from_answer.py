"""What is stored hangs on the answer, whichever it is."""

import stripe
from django.shortcuts import redirect
from orders.models import Order


def payment_success(request):
    session = stripe.checkout.Session.retrieve(request.GET["session_id"])
    paid = session.payment_status == "paid"
    Order.objects.filter(session_id=session.id).update(paid=paid)
    return redirect("orders")
