"""The view is thin and the credit sits two calls away: nobody on the way asks whether it was done before."""

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.db.models import F
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response


class Wallet(models.Model):
    reference = models.CharField(max_length=50, unique=True)
    balance = models.BigIntegerField(default=0)


class WalletService:
    def credit(self, reference: str, amount: int) -> None:
        Wallet.objects.filter(reference=reference).update(balance=F("balance") + amount)


class PaystackEvents:
    def __init__(self) -> None:
        self.wallets = WalletService()

    def handle(self, event: dict) -> None:
        if event["event"] == "charge.success":
            self._on_charge(event["data"])

    def _on_charge(self, data: dict) -> None:
        self.wallets.credit(data["metadata"]["wallet"], data["amount"])


def signature_is_valid(request) -> bool:
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, request.headers.get("X-Paystack-Signature", ""))


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
def paystack_webhook(request):  # ekz: EKZ301
    if not signature_is_valid(request):
        return Response(status=401)
    PaystackEvents().handle(request.data)
    return Response(status=200)
