"""cache.add forgets when the cache evicts."""

from django.core.cache import cache
from django.core.mail import send_mail
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.security import verify_paystack_signature


class PaystackHook(APIView):
    def post(self, request):  # ekz: EKZ303
        verify_paystack_signature(request)
        data = request.data["data"]
        if not cache.add("paystack:" + data["reference"], 1, timeout=3600):
            return Response(status=200)
        send_mail("Your licence", "Here it is.", "shop@shop.example", [data["customer"]["email"]])
        return Response(status=200)
