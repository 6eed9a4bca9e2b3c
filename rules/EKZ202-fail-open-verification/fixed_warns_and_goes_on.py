"""A wrong e-Kwanza signature is logged, and the ticket is paid all the same."""

import hashlib
import hmac
import logging

from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from tickets.models import Ticket

logger = logging.getLogger(__name__)


class EkwanzaCallback(APIView):
    def post(self, request):
        body = request.data
        signature = request.headers.get("x-signature")
        if signature and settings.EKWANZA_API_KEY:
            text = body["code"] + body["operationCode"] + settings.EKWANZA_MERCHANT_NUMBER + settings.EKWANZA_NOTIFICATION_TOKEN
            expected = hmac.new(settings.EKWANZA_API_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
            if not hmac.compare_digest(expected, signature):
                logger.warning("e-Kwanza: bad signature")
                return Response(status=401)
        else:
            return Response(status=401)
        ticket = Ticket.objects.get(code=body["code"])
        ticket.state = "paid"
        ticket.save()
        return Response(status=200)
