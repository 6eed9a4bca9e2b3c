"""A float in the JSON that is shown is no money that is charged."""

import stripe
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.models import Order


class Pay(APIView):
    def post(self, request, pk):
        order = Order.objects.get(pk=pk)
        intent = stripe.PaymentIntent.create(amount=order.total_cents, currency="usd")
        return Response({"secret": intent.client_secret, "total": float(order.total)})
