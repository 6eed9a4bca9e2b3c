import time

import razorpay
from django.conf import settings
from django.db import models
from rest_framework.response import Response
from rest_framework.views import APIView

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


class ProcessedEvent(models.Model):
    key = models.CharField(max_length=120, unique=True)


class Payment(models.Model):
    order_id = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=12)


class RazorpayWebhook(APIView):
    def post(self, request):
        signature = request.headers["X-Razorpay-Signature"]
        client.utility.verify_webhook_signature(request.body.decode(), signature, settings.RAZORPAY_WEBHOOK_SECRET)
        entity = request.data["payload"]["payment"]["entity"]
        key = f"{entity['id']}:{int(time.time())}"
        _, created = ProcessedEvent.objects.get_or_create(key=key)  # ekz: EKZ304
        if created:
            Payment.objects.filter(order_id=entity["order_id"]).update(status="paid")
        return Response(status=200)
