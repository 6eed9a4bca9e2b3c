from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Payment


class FlutterwaveWebhook(APIView):
    permission_classes = [AllowAny]

    def post(self, request):  # ekz: EKZ202
        if request.data["event"] == "charge.completed":
            Payment.objects.filter(reference=request.data["data"]["tx_ref"]).update(status="paid")
        return Response()
