from clinic.gateways import cards


class BookingService:
    """Books a consultation and asks for its fee."""

    def __init__(self, gateway=cards):
        self.gateway = gateway

    def collect(self, booking, cents):
        intent = self.gateway.begin(cents=cents, key=booking.pk, email=booking.patient_email)
        booking.intent_id = intent.id
        booking.save(update_fields=["intent_id"])
        return intent.client_secret
