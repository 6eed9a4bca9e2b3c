from rest_framework import generics

from billing.models import Payment
from billing.providers.flutterwave import hosted_link
from billing.serializers import PaymentSerializer


class StartPayment(generics.CreateAPIView):
    """Flutterwave's hosted page for an order."""

    queryset = Payment.objects.all()
    serializer_class = PaymentSerializer

    def perform_create(self, serializer):
        payment = serializer.save()
        payment.flw_link = hosted_link(payment)  # ekz: EKZ101
        payment.save(update_fields=["flw_link"])
