import stripe
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Booking
from .payloads import session_arguments


class Pay(APIView):
    def post(self, request, pk):
        booking = Booking.objects.get(pk=pk)
        session = stripe.checkout.Session.create(**session_arguments(booking))
        return Response({"url": session.url})
