"""A top-up: the sum is the client's to choose."""

import stripe
from rest_framework.response import Response
from rest_framework.views import APIView


class WalletTopUpView(APIView):
    def post(self, request):
        amount = int(request.data["amount"])
        intent = stripe.PaymentIntent.create(amount=amount, currency="usd", metadata={"user": request.user.id})
        return Response({"client_secret": intent.client_secret})
