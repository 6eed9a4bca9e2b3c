"""The project has a gateway for Stripe, and this view goes past it."""

import stripe
from django.http import JsonResponse

from payments.stripe_gateway import StripeGateway
from shop.models import Order

gateway = StripeGateway()


def checkout(request, pk):
    return JsonResponse({"url": gateway.checkout(Order.objects.get(pk=pk))})


def paid(request, pk):
    order = Order.objects.get(pk=pk)
    session = stripe.checkout.Session.retrieve(order.session_id)  # ekz: EKZ404
    return JsonResponse({"state": session.status})
