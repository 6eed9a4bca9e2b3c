"""e-Kwanza sends 1 and "1"; only the number is recognised."""

from django.http import JsonResponse
from rest_framework.views import APIView

from shop.models import Payment


class GatewayCallback(APIView):
    def post(self, request):
        payment = Payment.objects.get(reference=request.data["merchantTransactionId"])
        if str(request.data["operationStatus"]) == "1":
            payment.state = "paid"
            payment.save()
        return JsonResponse({"ok": True})
