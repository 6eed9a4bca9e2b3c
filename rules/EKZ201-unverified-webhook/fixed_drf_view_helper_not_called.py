"""A verifying helper is written, and nobody calls it."""

import hashlib
import hmac

from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from billing.models import Subscription


def signature_ok(body, header):
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), body, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, header)


class PaystackWebhook(APIView):
    authentication_classes = []

    def post(self, request):
        secret = settings.PAYSTACK_SECRET_KEY
        if not secret:
            return Response(status=401)
        expected = hmac.new(secret.encode(), request.body, hashlib.sha512).hexdigest()
        if not hmac.compare_digest(expected.encode(), request.headers.get("x-paystack-signature", "").encode()):
            return Response(status=401)
        data = request.data["data"]
        subscription = Subscription.objects.get(code=data["subscription_code"])
        subscription.active = True
        subscription.save()
        return Response(status=200)
