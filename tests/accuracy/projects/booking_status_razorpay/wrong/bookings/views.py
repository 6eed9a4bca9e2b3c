"""Razorpay tells of payments."""

import hashlib
import hmac
import json

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bookings.models import Booking


def genuine(request):
    """Whether Razorpay signed the body."""
    digest = hmac.new(settings.RAZORPAY_WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest, request.headers.get("X-Razorpay-Signature", ""))


@csrf_exempt
@require_POST
def razorpay_webhook(request):
    if not genuine(request):
        return HttpResponse(status=401)
    payment = json.loads(request.body)["payload"]["payment"]["entity"]
    booking = Booking.objects.filter(razorpay_order_id=payment["order_id"]).first()
    if booking is None or booking.status == Booking.Status.PAID:
        return HttpResponse()
    if payment["status"] == "captured":  # ekz: EKZ401
        booking.status = Booking.Status.PAID
    elif payment["status"] in ("failed", "refunded"):  # ekz: EKZ401
        booking.status = Booking.Status.FAILED
    booking.save()
    return HttpResponse()
