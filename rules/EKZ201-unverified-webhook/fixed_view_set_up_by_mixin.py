"""A mixin's `initial` that only keeps what it might have checked."""

import hmac
import os

from rest_framework.response import Response
from rest_framework.views import APIView
from shop.models import Payment


class HeaderMixin:
    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.sent = request.headers.get("verif-hash", "")


class FlutterwaveWebhook(HeaderMixin, APIView):
    permission_classes = []

    def post(self, request):
        sent = request.headers.get("verif-hash", "")
        if not sent or not hmac.compare_digest(sent.encode(), os.environ["FLW_SECRET_HASH"].encode()):
            return Response(status=401)
        if request.data["event"] == "charge.completed":
            Payment.objects.filter(reference=request.data["data"]["tx_ref"]).update(status="paid")
        return Response()
