"""The check is made, and nobody looks at its outcome."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order


def verify_signature(body, signature):
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), body, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, signature)


@method_decorator(csrf_exempt, name="dispatch")
class PaystackWebhook(View):
    def get(self, request):
        return HttpResponseForbidden()

    def post(self, request):
        if not verify_signature(request.body, request.headers.get("x-paystack-signature", "")):
            return HttpResponseForbidden()
        Order.objects.filter(reference=request.POST.get("reference", "")).update(paid=True)
        return HttpResponse()
