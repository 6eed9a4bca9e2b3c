"""The provider signs with its private key; a wrong signature raises in the helper, which answers no."""

import base64, json
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from django.http import HttpResponse
from .keys import provider_public_key
from .models import Payment


def is_genuine(body, sig):
    try:
        provider_public_key().verify(base64.b64decode(sig), body, padding.PKCS1v15(), hashes.SHA256())
        return True
    except InvalidSignature:
        return False


def paystack_webhook(request):
    if not is_genuine(request.body, request.headers.get("X-Paystack-Signature", "")):
        return HttpResponse(status=401)
    event = json.loads(request.body)
    p = Payment.objects.get(reference=event["data"]["reference"])
    p.status = "paid"
    p.save()
    return HttpResponse()
