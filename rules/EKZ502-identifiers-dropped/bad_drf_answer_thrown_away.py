import os

import requests
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Invoice


class Remind(APIView):
    def post(self, request, pk):
        invoice = Invoice.objects.get(pk=pk)
        requests.post(  # ekz: EKZ502
            "https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest",
            json={"Amount": invoice.total, "PhoneNumber": invoice.phone, "TransactionType": "CustomerPayBillOnline"},
            headers={"Authorization": f"Bearer {os.environ['MPESA_TOKEN']}"},
            timeout=30,
        )
        invoice.reminders = 1
        invoice.save()
        return Response({"asked": True})
