"""Minor units are whole; divided by 100 they are floating point, and a balance adds up what is lost."""

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.decorators import api_view


class Payment(models.Model):
    reference = models.CharField(max_length=100, unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)


@csrf_exempt
@api_view(["POST"])
def paystack_webhook(request):
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
        return HttpResponse(status=401)
    data = request.data["data"]
    amount = data["amount"] / 100  # ekz: EKZ102
    Payment.objects.get_or_create(reference=data["reference"], defaults={"amount": amount})
    Payment.objects.create(reference=data["id"], amount=amount)
    return HttpResponse(status=200)
