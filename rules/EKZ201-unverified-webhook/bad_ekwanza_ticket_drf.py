"""A ticket's callback is believed without a look at its signature."""

from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from tickets.models import Ticket

EKWANZA_HOST = settings.EKWANZA_BASE_URL


class EkwanzaCallback(APIView):
    authentication_classes = []

    def post(self, request):  # ekz: EKZ201
        data = request.data
        ticket = Ticket.objects.get(code=data["code"], operation=data["operationCode"])
        ticket.paid = str(data["status"]) == "1"
        ticket.save()
        return Response({"ok": True})
