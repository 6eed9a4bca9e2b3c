"""An enumeration, a row, a property, a loop: ways to look at what the provider answered."""

import enum

import stripe
from django.shortcuts import get_object_or_404, redirect
from orders.models import Order, Payment


class PaymentState(enum.Enum):
    PAID = "paid"
    UNPAID = "unpaid"


class Checkout:
    def __init__(self, session):
        self.session = session

    @property
    def is_paid(self):
        return self.session["payment_status"] == "paid"


def payment_success_by_enumeration(request):
    session = stripe.checkout.Session.retrieve(request.GET["session_id"])
    if PaymentState(session.payment_status) is PaymentState.PAID:
        Order.objects.filter(session_id=session.id).update(paid=True)
    return redirect("orders")


def payment_success_by_row(request):
    session = stripe.checkout.Session.retrieve(request.GET["session_id"])
    payment = get_object_or_404(Payment, session_id=session.id)
    payment.status = session.payment_status
    payment.save()
    if payment.is_settled():
        payment.order.paid = True
        payment.order.save()
    return redirect("orders")


def payment_success_by_property(request):
    checkout = Checkout(stripe.checkout.Session.retrieve(request.GET["session_id"]))
    if not checkout.is_paid:
        return redirect("checkout")
    Order.objects.filter(session_id=request.GET["session_id"]).update(paid=True)
    return redirect("orders")


def payment_success_by_loop(request):
    for intent in stripe.PaymentIntent.list(customer=request.user.stripe_customer, limit=5).data:
        if intent.status == "succeeded":
            Order.objects.filter(intent_id=intent.id).update(paid=True)
    return redirect("orders")
