import stripe
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Basket, Donation


class Donate(APIView):
    def post(self, request):
        basket = Basket.objects.get(owner=request.user, open=True)
        total = 0
        for line in basket.lines.all():
            Donation.objects.create(cause=line.cause, amount=line.amount, donor=request.user, status="pending")
            total += line.amount
        intent = stripe.PaymentIntent.create(amount=total, currency="eur", metadata={"basket": basket.pk})
        return Response({"client_secret": intent.client_secret})
