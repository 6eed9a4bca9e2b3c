"""What a customer's own page does is not a webhook's work."""

import stripe
from django.core.mail import send_mail
from django.http import JsonResponse

from shop.models import Order


def checkout(request, pk):
    order = Order.objects.get(pk=pk)
    intent = stripe.PaymentIntent.create(amount=order.total_cents, currency="aoa")
    send_mail("Order received", "...", None, [order.email])
    return JsonResponse({"secret": intent.client_secret})
