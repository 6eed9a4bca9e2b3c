import stripe
from rest_framework import generics, serializers

from .models import Booking


class BookingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Booking
        fields = ["room", "nights"]


class Book(generics.CreateAPIView):
    serializer_class = BookingSerializer

    def perform_create(self, serializer):
        booking = serializer.save(guest=self.request.user, status="pending")
        amount = booking.nights * booking.room.price_cents
        intent = stripe.PaymentIntent.create(amount=amount, currency="eur", metadata={"booking": booking.pk})
        booking.intent_id = intent.id
        booking.save()
