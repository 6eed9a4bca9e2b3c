from rest_framework.response import Response
from rest_framework.views import APIView

from .permissions import SentByFlutterwave
from .services import settle


class FlutterwaveWebhook(APIView):
    authentication_classes = []
    permission_classes = [SentByFlutterwave]

    def post(self, request):  # ekz: EKZ202
        if request.data["event"] == "charge.completed":
            settle(request.data["data"]["tx_ref"])
        return Response()
