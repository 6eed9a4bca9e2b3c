import razorpay
from django.conf import settings
from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Payment

client = razorpay.Client(auth=(settings.RAZORPAY_KEY_ID, settings.RAZORPAY_KEY_SECRET))


class RazorpayWebhook(APIView):
    def post(self, request):
        signature = request.headers["X-Razorpay-Signature"]
        client.utility.verify_webhook_signature(request.body.decode(), signature, settings.RAZORPAY_WEBHOOK_SECRET)
        entity = request.data["payload"]["payment"]["entity"]
        payment = get_object_or_404(Payment, order_id=entity["order_id"])
        payment.status = "paid"
        payment.save()
        return Response(status=200)
