"""A ticket's callback is believed without a look at its signature."""

import base64
import hashlib
import hmac
import os

from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from tickets.models import Ticket

EKWANZA_HOST = settings.EKWANZA_BASE_URL


class EkwanzaCallback(APIView):
    authentication_classes = []

    def post(self, request):
        data = request.data
        signed = (
            f'{data.get("code", "")}'
            f'{data.get("operationCode", "")}'
            f'{os.environ["EKWANZA_MERCHANT_REGISTRATION_NUMBER"]}'
            f'{os.environ["EKWANZA_NOTIFICATION_TOKEN"]}'
        )
        digest = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), signed.encode(), hashlib.sha256).digest()
        expected = (digest.hex().encode(), base64.b64encode(digest))
        sent = request.headers.get("x-signature", "").encode()
        if not any(hmac.compare_digest(sent, each) for each in expected):
            return Response(status=401)
        ticket = Ticket.objects.get(code=data["code"], operation=data["operationCode"])
        ticket.paid = str(data["status"]) == "1"
        ticket.save()
        return Response({"ok": True})
