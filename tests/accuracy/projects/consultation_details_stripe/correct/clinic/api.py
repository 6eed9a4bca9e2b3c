from rest_framework.response import Response
from rest_framework.views import APIView

from clinic.models import Booking, Consultation
from clinic.services import BookingService


class BookConsultation(APIView):
    """Books a consultation and starts its payment."""

    service = BookingService()

    def post(self, request):
        details = request.data["details"]
        consultation = Consultation.objects.get(pk=details["consultation"])
        booking = Booking.objects.create(consultation=consultation, patient_email=details["email"])
        secret = self.service.collect(booking, consultation.fee_cents)
        return Response({"client_secret": secret, "price_shown": details["price"]})
