from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from . import gateway
from .models import Order


@login_required
def pay(request, order_id):
    order = get_object_or_404(Order, pk=order_id, buyer=request.user)
    back = request.build_absolute_uri(reverse("payment_success", args=[order.pk]))
    session = gateway.open_session(order, back)
    order.session_id = session.id
    order.save(update_fields=["session_id"])
    return redirect(session.url)


@login_required
def payment_success(request, order_id):  # ekz: EKZ507
    order = get_object_or_404(Order, pk=order_id, buyer=request.user)
    order.paid = True
    order.save(update_fields=["paid"])
    return render(request, "orders/thanks.html", {"order": order})
