"""A conditional expression has only two answers: what is not failed is paid."""

import stripe
from payment_status import PaymentStatus, normalise_stripe_status
from rest_framework.response import Response
from rest_framework.views import APIView

from billing.models import Invoice


class ConfirmView(APIView):
    def post(self, request):
        intent = stripe.PaymentIntent.retrieve(request.data["intent"])
        invoice = Invoice.objects.get(intent=intent.id)
        invoice.status = (
            "paid"
            if normalise_stripe_status(intent.status) is PaymentStatus.PAID
            else "failed"
            if intent.status in ("canceled", "requires_payment_method")
            else "pending"
        )
        invoice.save()
        return Response({"status": invoice.status})
