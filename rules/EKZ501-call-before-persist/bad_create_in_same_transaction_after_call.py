import stripe
from django.db import transaction
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Booking, Room


class BookRoom(APIView):
    def post(self, request):  # ekz: EKZ501
        room = Room.objects.get(pk=request.data["room"])
        with transaction.atomic():
            intent = stripe.PaymentIntent.create(amount=room.price_cents, currency="eur")
            booking = Booking.objects.create(room=room, guest=request.user, intent_id=intent.id)
        return Response({"booking": booking.pk, "client_secret": intent.client_secret})
