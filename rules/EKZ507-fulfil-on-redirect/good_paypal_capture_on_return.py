import os

import requests
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Donation

PAYPAL = "https://api-m.paypal.com"


class PaypalReturn(APIView):
    def get(self, request):
        donation = Donation.objects.get(paypal_order=request.GET["token"])
        headers = {"Authorization": f"Bearer {os.environ['PAYPAL_TOKEN']}"}
        url = f"{PAYPAL}/v2/checkout/orders/{donation.paypal_order}"
        answer = requests.get(url, headers=headers, timeout=20).json()
        if answer["status"] == "COMPLETED":
            donation.status = "paid"
            donation.save()
        return Response({"status": donation.status})
