"""The base class verifies before it hands over to the subclass."""

import hmac

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.views import View
from shop.models import Payment


class VerifiedWebhook(View):
    def post(self, request):
        if not self.verify(request):
            return HttpResponseForbidden()
        self.handle(request)
        return HttpResponse(status=200)

    def verify(self, request):
        sent = request.headers.get("verif-hash", "")
        return bool(settings.FLW_SECRET_HASH) and hmac.compare_digest(sent, settings.FLW_SECRET_HASH)

    def handle(self, request):
        raise NotImplementedError


class FlutterwaveWebhook(VerifiedWebhook):
    def handle(self, request):
        payment = Payment.objects.get(tx_ref=request.POST["txRef"])
        payment.state = "paid"
        payment.save()
