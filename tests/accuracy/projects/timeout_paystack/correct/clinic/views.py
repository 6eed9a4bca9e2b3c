from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .gateways.paystack import PaystackGateway
from .models import Appointment


class Pay(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request, pk):
        appointment = Appointment.objects.get(pk=pk)
        data = PaystackGateway().initialize(appointment)
        appointment.access_code = data["access_code"]
        appointment.save(update_fields=["access_code"])
        return Response({"url": data["authorization_url"]})


class State(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request, pk):
        appointment = Appointment.objects.get(pk=pk)
        return Response({"state": PaystackGateway().state(appointment.reference)})
