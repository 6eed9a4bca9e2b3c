import stripe
from django.shortcuts import get_object_or_404, render

from orders.models import Order


def payment_success(request):
    session = stripe.checkout.Session.retrieve(request.GET["session_id"])
    order = get_object_or_404(Order, session_id=session.id)
    if session.payment_status == "paid":
        order.paid = True
        order.save()
    return render(request, "orders/success.html", {"order": order})
