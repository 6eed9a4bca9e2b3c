"""`get_or_create` on the receipt number tells whether this delivery is the first."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from rest_framework.response import Response
from rest_framework.views import APIView


class Account(models.Model):
    phone = models.CharField(max_length=15, unique=True)
    balance = models.DecimalField(max_digits=12, decimal_places=2, default=0)


class MpesaReceipt(models.Model):
    number = models.CharField(max_length=20, unique=True)
    phone = models.CharField(max_length=15)
    amount = models.DecimalField(max_digits=12, decimal_places=2)


class StkCallbackView(APIView):
    authentication_classes = []

    def post(self, request, token):
        if not constant_time_compare(token, settings.MPESA_CALLBACK_TOKEN):
            return Response(status=403)
        callback = request.data["Body"]["stkCallback"]
        if str(callback["ResultCode"]) != "0":
            return Response({"ResultCode": 0, "ResultDesc": "Accepted"})
        items = {item["Name"]: item.get("Value") for item in callback["CallbackMetadata"]["Item"]}
        with transaction.atomic():
            receipt, created = MpesaReceipt.objects.get_or_create(
                number=items["MpesaReceiptNumber"],
                defaults={"phone": items["PhoneNumber"], "amount": items["Amount"]},
            )
            if created:
                Account.objects.filter(phone=receipt.phone).update(balance=F("balance") + receipt.amount)
        return Response({"ResultCode": 0, "ResultDesc": "Accepted"})
