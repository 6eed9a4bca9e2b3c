from django.db import transaction
from rest_framework.response import Response
from rest_framework.views import APIView

from .providers.flutterwave import FlutterwaveClient
from .services import settle


class FlutterwaveWebhook(APIView):
    authentication_classes = []

    @transaction.atomic
    def post(self, request):
        client = FlutterwaveClient()
        if not client.is_genuine(request):
            return Response(status=401)
        data = request.data["data"]
        if client.is_paid(data["id"]):
            settle(data["tx_ref"])
        return Response()
