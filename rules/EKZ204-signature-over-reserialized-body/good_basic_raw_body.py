import hashlib
import hmac
import json

from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Payment


class PaystackWebhook(APIView):
    def post(self, request):
        raw = request.body
        digest = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), raw, hashlib.sha512).hexdigest()
        if not hmac.compare_digest(digest, request.headers["x-paystack-signature"]):
            return Response(status=401)
        event = json.loads(raw)
        Payment.objects.filter(reference=event["data"]["reference"]).update(status="paid", raw=json.dumps(event))
        return Response(status=200)
