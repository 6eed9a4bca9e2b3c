import hashlib
import hmac
import json

from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Payment


class PaystackWebhook(APIView):
    def post(self, request):
        text = json.dumps(request.data, separators=(",", ":"))
        digest = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), text.encode(), hashlib.sha512)  # ekz: EKZ204
        if not hmac.compare_digest(digest.hexdigest(), request.headers["x-paystack-signature"]):
            return Response(status=401)
        Payment.objects.filter(reference=request.data["data"]["reference"]).update(status="paid")
        return Response(status=200)
