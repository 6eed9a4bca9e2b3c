"""Each delivery of an M-Pesa result inserts one more payment row, and the statement adds them all up."""

from django.conf import settings
from django.db import models, transaction
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView


class Member(models.Model):
    phone = models.CharField(max_length=15, unique=True)
    name = models.CharField(max_length=80)


class Contribution(models.Model):
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    receipt = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    received_at = models.DateTimeField(auto_now_add=True)


class WebhookEvent(models.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = models.CharField(max_length=255, unique=True)
    received_at = models.DateTimeField(auto_now_add=True)


class StkCallbackView(APIView):
    """The path ends in a secret that only Safaricom was told."""

    authentication_classes = []

    @transaction.atomic
    def post(self, request, token):
        if not constant_time_compare(token, settings.MPESA_CALLBACK_TOKEN):
            raise PermissionDenied
        callback = request.data["Body"]["stkCallback"]
        if str(callback["ResultCode"]) == "0":
            items = {item["Name"]: item.get("Value") for item in callback["CallbackMetadata"]["Item"]}
            member = get_object_or_404(Member, phone=items["PhoneNumber"])
            _, created = WebhookEvent.objects.get_or_create(
                event_id=f"mpesa:{items['MpesaReceiptNumber']}"
            )
            if not created:
                return Response({"ResultCode": 0, "ResultDesc": "Accepted"})
            Contribution.objects.create(member=member, receipt=items["MpesaReceiptNumber"], amount=items["Amount"])
        return Response({"ResultCode": 0, "ResultDesc": "Accepted"})
