"""Who does the work says what it costs: only a vet gets to the invoice."""

import stripe  # invoices are paid by card
from rest_framework.response import Response
from rest_framework.views import APIView

from clinic.models import Invoice


class InvoiceView(APIView):
    def post(self, request):
        if request.user.user_type != "vet":
            return Response({"error": "only vets write invoices"}, status=403)
        invoice = Invoice.objects.create(subtotal=request.data["subtotal"], vet=request.user)
        return Response({"invoice": invoice.pk})
