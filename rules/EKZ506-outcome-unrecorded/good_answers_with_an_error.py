import hashlib
import hmac
import logging

from django.conf import settings
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Payment

logger = logging.getLogger(__name__)


class PaystackWebhook(APIView):
    def post(self, request):
        digest = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
        if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
            return Response(status=status.HTTP_401_UNAUTHORIZED)
        try:
            payment = Payment.objects.get(reference=request.data["data"]["reference"])
            payment.status = "paid"
            payment.save()
        except Exception as error:
            logger.error("webhook failed: %s", error)
            return Response({"status": "error"}, status=status.HTTP_500_INTERNAL_SERVER_ERROR)
        return Response({"status": "ok"})
